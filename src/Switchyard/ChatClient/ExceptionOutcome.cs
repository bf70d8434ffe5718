using System.Net.Sockets;
using System.Text.Json;

namespace Switchyard;

/// <summary>
/// What an exception says about an attempt. Clients throw what their vendors' SDKs throw, whose types are not known here; those of
/// System.ClientModel and Azure.Core begin their messages with the status, which is read from there.
/// </summary>
internal static class ExceptionOutcome
{
    public static ProviderResult Of(Exception exception, bool isCancelled)
    {
        if (isCancelled && exception is OperationCanceledException)
            return new(Outcome.Cancelled);

        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (Known(cause) is { } result)
                return result with { Detail = exception.Message };
        }

        return new(exception is OperationCanceledException ? Outcome.TimedOut : Outcome.ServerError) { Detail = exception.Message };
    }

    private static ProviderResult? Known(Exception exception) => exception switch
    {
#if !SWITCHYARD_PLUGIN
        // A router behind this one; a plugin never sees one.
        RoutingException routing => new(routing.Outcome) { HttpStatus = routing.HttpStatus },
#endif
        HttpRequestException { StatusCode: { } status } => WithStatus((int)status, exception.Message),
        TimeoutException => new(Outcome.TimedOut),
        JsonException => new(Outcome.InvalidReply),
        _ when StatusIn(exception.Message) is var status and not 0 => WithStatus(status, exception.Message),
        HttpRequestException or IOException or SocketException => new(Outcome.NetworkError),
        ArgumentException or NotSupportedException => new(Outcome.InvalidRequest),
        _ => null,
    };

    private static ProviderResult WithStatus(int status, string text) => new(HttpOutcome.Of(status, text)) { HttpStatus = status };

    /// <summary><c>HTTP 429 (…</c> as ClientResultException begins, <c>Status: 429 (</c> as RequestFailedException has it; 0 for neither.</summary>
    private static int StatusIn(string message)
    {
        var text = message.AsSpan();
        var start = text.StartsWith("HTTP ") ? 5 : text.IndexOf("Status: ") is var at and >= 0 ? at + 8 : -1;
        return start >= 0 && text.Length > start + 3 && text[start + 3] is ' ' && int.TryParse(text.Slice(start, 3), out var status)
            && status is >= 400 and < 600 ? status : 0;
    }
}
