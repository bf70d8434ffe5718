using Microsoft.AspNetCore.Http;
using Switchyard.Storage;

namespace Switchyard.Gateway;

/// <summary>Gives answers again that were asked for with the wish to have them cached. Keys do not share answers, and no wire shares another's.</summary>
internal sealed class CacheDesk(Router router, ResponseCache cache, AdmissionDesk admissions)
{
    /// <summary>Answers a request from the cache; otherwise sees to it that its answer is kept, if it is to be.</summary>
    /// <param name="http">The request.</param>
    /// <param name="exchange">Its memory, with its body as it came.</param>
    /// <param name="forward">Where it would go.</param>
    /// <param name="hasFinish">Whether a whole answer says why it ended.</param>
    /// <returns>Whether it was answered.</returns>
    /// <exception cref="ApiException">It may not go on.</exception>
    public async ValueTask<bool> TryAnswerAsync(HttpContext http, GatewayExchange exchange, ForwardRoute forward, bool hasFinish = true)
    {
        if (CacheTerm.Of(http.Request.Headers, forward.Route) is not { } lifetime
            || !CacheKey.TryCreate(exchange.Body.Memory, $"{http.Request.Path}\n{exchange.Key?.Id}", out var key))
        {
            return false;
        }

        // A model that the route has lost meanwhile, by a rule or a changed policy, does not answer out of the cache either.
        if (cache.Find(key) is not { } answer || !IsOnRoute(forward.Route, answer.Model))
        {
            exchange.Entry = new(cache, key, lifetime, hasFinish);
            return false;
        }

        var receipt = Record(http, exchange, forward, answer);
        exchange.HasBegun = true;
        var response = http.Response;
        AnswerHeaders.Write(response.Headers, receipt);
        AnswerHeaders.WriteCost(response.Headers, receipt);
        AnswerHeaders.WriteHit(response.Headers, answer.Cost);
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        await response.BodyWriter.WriteAsync(answer.Body).ConfigureAwait(false);
        return true;
    }

    private ForwardReceipt Record(HttpContext http, GatewayExchange exchange, ForwardRoute forward, CachedAnswer answer)
    {
        var origin = admissions.AdmitCached(exchange.Key, exchange.Tags, forward) with { Asked = forward.Task.Id, RequestId = AnswerRunner.RequestIdOf(http) };
        return new()
        {
            CallId = router.RecordCached(forward, origin, answer.Model, answer.Cost),
            Model = answer.Model,
            Provider = answer.Model[..answer.Model.IndexOf('/', StringComparison.Ordinal)],
            Tier = forward.Route.Tier,
            Rules = forward.Route.RuleNames,
            Attempts = 0,
            CostNanoUsd = 0,
            Usage = default,
        };
    }

    private static bool IsOnRoute(Route route, string model)
    {
        for (var index = 0; index < route.Candidates.Length; index++)
        {
            if (route.Candidates[index].FullId == model && route.RejectionOf(index) == Rejection.None)
                return true;
        }

        return false;
    }
}
