using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Switchyard.Gateway;

/// <summary>A wire that is translated into the canonical form and back. The call between is the same as for any other.</summary>
/// <param name="start">Begins calls.</param>
/// <param name="cache">Gives answers again.</param>
/// <param name="runner">Runs them.</param>
/// <param name="limits">What a request may be.</param>
/// <param name="translate">Writes the canonical request, and makes the form of the answer.</param>
internal sealed class TranslatedEndpoint(
    CallStart start, CacheDesk cache, AnswerRunner runner, GatewayLimits limits, Func<JsonElement, Utf8Buffer, IAnswerFormat> translate)
{
    // What the translation itself wraps around the client's JSON.
    private const int AddedDepth = 8;

    public async ValueTask HandleAsync(HttpContext http, GatewayExchange exchange)
    {
        await RequestBody.ReadAsync(http.Request, exchange.Body, http.RequestAborted).ConfigureAwait(false);
        var format = translate(JsonRequest.Parse(exchange.Body.Memory, limits.MaxJsonDepth), exchange.Canonical);
        var scan = exchange.Scan;
        scan.Read(exchange.Canonical.Span, limits.MaxJsonDepth + AddedDepth);
        exchange.Metadata = RequestFacts.FindMetadata(exchange.Body.Memory);
        var forward = start.RouteOf(exchange, exchange.Canonical.Memory);
        if (await cache.TryAnswerAsync(http, exchange, forward).ConfigureAwait(false))
            return;

        var call = start.Begin(exchange, forward, exchange.Canonical.Span);
        if (scan.IsStream)
            await runner.StreamAsync(http, exchange, forward, call, format).ConfigureAwait(false);
        else
            await runner.CompleteAsync(http, exchange, forward, call, format).ConfigureAwait(false);
    }
}
