using Microsoft.AspNetCore.Http;

namespace Switchyard.Gateway;

/// <summary>Says what it means to a client when the server could not read its request.</summary>
internal static class RequestErrors
{
    public static ApiError Of(BadHttpRequestException exception) => exception.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => new(413, "request_too_large", "The body is longer than the gateway takes; shorten it."),
        StatusCodes.Status408RequestTimeout => new(408, "request_timeout", "The body came too slowly."),
        var status => new(status, "bad_request", "The request is no sound HTTP: its body does not fit its headers."),
    };
}
