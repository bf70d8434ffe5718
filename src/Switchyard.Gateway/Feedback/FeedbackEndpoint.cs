using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Switchyard.Storage;

namespace Switchyard.Gateway;

/// <summary><c>POST /v1/feedback</c>: a caller says how good the answer to one of its own requests was.</summary>
/// <param name="router">Passes the score on to those who keep it.</param>
/// <param name="store">Knows whose request it was; <see langword="null"/> for a gateway that keeps nothing.</param>
/// <param name="limits">What a body may be.</param>
internal sealed class FeedbackEndpoint(Router router, Store? store, GatewayLimits limits)
{
    public async ValueTask HandleAsync(HttpContext http, GatewayExchange exchange)
    {
        await RequestBody.ReadAsync(http.Request, exchange.Body, http.RequestAborted).ConfigureAwait(false);
        var request = FeedbackRequest.Read(exchange.Body.Memory, limits.MaxJsonDepth);
        if (store is null)
            throw new ApiException(new(404, "request_not_found", "This gateway keeps no ledger, so it knows no request; start it with --data.") { Param = FeedbackRequest.Id });

        var model = ModelOf(request.CallId, exchange.Key);
        router.Report(request.CallId, request.Score);

        var output = exchange.Output;
        output.Clear();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("object"u8, "feedback"u8);
            json.WriteString(FeedbackRequest.Id, request.CallId);
            json.WriteString("model"u8, model);
            json.WriteNumber(FeedbackRequest.Rating, request.Score);
            json.WriteEndObject();
        }

        http.Response.ContentType = "application/json";
        http.Response.ContentLength = output.Length;
        await http.Response.BodyWriter.WriteAsync(output.Memory).ConfigureAwait(false);
    }

    /// <summary>Whom the report is about.</summary>
    private string ModelOf(Guid callId, GatewayKey? key)
    {
        var call = Find(callId);

        // Somebody else's request is no other answer than one that never was: ids must not be tried out.
        if (call is null || call.Key != key?.Id)
            throw new ApiException(new(404, "request_not_found", $"There is no request {callId} of yours; send the x-switchyard-request-id of an answer.") { Param = FeedbackRequest.Id });
        return call.Model
            ?? throw new ApiException(ApiError.Invalid(FeedbackRequest.Id, $"No model answered the request {callId}, so there is nothing to judge.", "invalid_value"));
    }

    private LedgerCall? Find(Guid callId)
    {
        try
        {
            if (store!.Administration.Costs.Find(callId) is { } call)
                return call;

            // A call of the last moment is still on its way from the journal.
            return store.Ledger.Flush() ? store.Administration.Costs.Find(callId) : throw Unavailable();
        }
        catch (StorageException)
        {
            throw Unavailable();
        }
    }

    private static ApiException Unavailable() => new(new(503, "ledger_unavailable", "The ledger cannot be read at this moment; send it again later.") { RetryAfterSeconds = 5 });
}
