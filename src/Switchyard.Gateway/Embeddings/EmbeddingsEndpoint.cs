using Microsoft.AspNetCore.Http;

namespace Switchyard.Gateway;

/// <summary><c>POST /v1/embeddings</c>.</summary>
internal sealed class EmbeddingsEndpoint(Router router, ForwardRoutes routes, AdmissionDesk admissions, CacheDesk cache, AnswerRunner runner, GatewayLimits limits)
{
    private static readonly EmbeddingsFormat s_format = new();

    public async ValueTask HandleAsync(HttpContext http, GatewayExchange exchange)
    {
        await RequestBody.ReadAsync(http.Request, exchange.Body, http.RequestAborted).ConfigureAwait(false);
        var scan = EmbeddingsScan.Read(exchange.Body.Span, limits.MaxJsonDepth);
        var match = routes.Find(scan.Model);
        if (match.Route is not { } asked)
            throw new ApiException(CallStart.ErrorOf(match, "model"));

        exchange.Metadata = RequestFacts.FindMetadata(exchange.Body.Memory);
        exchange.Tags = RequestTags.Of(exchange.Headers, exchange.Metadata.Span, scan.User);
        var forward = exchange.Rules.Apply(exchange, asked, exchange.Body.Memory);
        if (!forward.Route.Candidates.Any(candidate => candidate.Has(Capabilities.Embeddings)))
            throw new ApiException(ApiError.Invalid("model", $"No model of \"{forward.Task.Id}\" makes embeddings; name one that does.", "unsupported_capability"));

        if (await cache.TryAnswerAsync(http, exchange, forward, hasFinish: false).ConfigureAwait(false))
            return;

        exchange.Admission = admissions.Admit(exchange.Key, exchange.Tags, forward, exchange.Body.Span, 0, 1, Capabilities.Embeddings);
        var call = router.BeginForward(forward);
        call.Operation = ProviderOperation.Embeddings;
        call.Needs |= Capabilities.Embeddings;
        scan.WriteKept(exchange.Body.Span, call);
        exchange.HandOver(call);
        await runner.CompleteAsync(http, exchange, forward, call, s_format).ConfigureAwait(false);
    }
}
