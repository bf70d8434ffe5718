using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Switchyard.Gateway;

/// <summary>Sends an error before anything else was sent.</summary>
internal static class ErrorReply
{
    public static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task SendAsync(HttpContext http, ApiError error, IErrorFormat format)
    {
        var response = http.Response;
        response.StatusCode = format.StatusOf(error);
        response.ContentType = "application/json";
        if (error.RetryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (error.IsFinal)
            response.Headers["x-should-retry"] = "false";
        if (error.Status is 413 or 408)
            response.Headers.Connection = "close";

        var body = new Utf8Buffer();
        using (var json = new Utf8JsonWriter(body, Writing))
            format.Write(json, error);
        response.ContentLength = body.Length;
        if (HttpMethods.IsHead(http.Request.Method))
            return;
        await response.BodyWriter.WriteAsync(body.Memory).ConfigureAwait(false);
    }
}
