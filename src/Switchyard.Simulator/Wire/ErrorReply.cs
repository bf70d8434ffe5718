using Microsoft.AspNetCore.Http;

namespace Switchyard.Simulator;

/// <summary>Answers a request with an HTTP error.</summary>
internal static class ErrorReply
{
    public static async Task WriteAsync(HttpContext http, Exchange exchange, ApiError error, RequestOutcome outcome, TimeProvider time)
    {
        error = exchange.Wire.Adapt(error);
        exchange.Settle(outcome, error.Status);
        var response = http.Response;
        response.StatusCode = error.Status;
        exchange.Wire.WriteProcessed(http, exchange.Elapsed);
        if (error.RetryAfter is { } wait && error.Style != ErrorStyle.Google)
            ReplyHeaders.RetryAfter(http, wait, error.RetryAfterForm, time.GetUtcNow());

        var body = ErrorBody.Render(error, exchange.Record.RequestId);
        response.ContentLength = body.Length;
        if (body.Length > 0)
            response.ContentType = ErrorBody.ContentType(error.Style);
        try
        {
            await response.BodyWriter.WriteAsync(body, http.RequestAborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The client did not wait for its refusal; the record says what it would have been.
        }
    }
}
