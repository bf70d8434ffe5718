using Microsoft.AspNetCore.Http;

namespace Switchyard.Gateway;

/// <summary><c>POST /v1/chat/completions</c>: the body goes on as bytes, and so does the answer.</summary>
internal sealed class ChatEndpoint(Router router, CallStart start, CacheDesk cache, AnswerRunner runner, GatewayLimits limits)
{
    public async ValueTask HandleAsync(HttpContext http, GatewayExchange exchange)
    {
        await RequestBody.ReadAsync(http.Request, exchange.Body, http.RequestAborted).ConfigureAwait(false);
        var scan = exchange.Scan;
        scan.Read(exchange.Body.Span, limits.MaxJsonDepth);
        exchange.Metadata = exchange.Body.Memory[scan.Metadata];
        var forward = start.RouteOf(exchange, exchange.Body.Memory);
        if (await cache.TryAnswerAsync(http, exchange, forward).ConfigureAwait(false))
            return;

        var call = start.Begin(exchange, forward, exchange.Body.Span);
        var format = new ChatFormat(router.TimeProvider, scan.IncludesUsage);
        if (scan.IsStream)
            await runner.StreamAsync(http, exchange, forward, call, format).ConfigureAwait(false);
        else
            await runner.CompleteAsync(http, exchange, forward, call, format).ConfigureAwait(false);
    }
}
