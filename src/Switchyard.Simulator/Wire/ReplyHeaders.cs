using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Switchyard.Simulator;

/// <summary>The headers of the OpenAI wire, beyond those of HTTP.</summary>
internal static class ReplyHeaders
{
    public static void Begin(HttpContext http, string requestId)
    {
        var headers = http.Response.Headers;
        headers.Server = "switchyard-simulator";
        headers["x-request-id"] = requestId;
        headers["openai-version"] = "2020-10-01";
        headers["openai-organization"] = "simulated";
    }

    public static void Processed(HttpContext http, TimeSpan elapsed) =>
        http.Response.Headers["openai-processing-ms"] = ((long)elapsed.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    public static void RateLimits(HttpContext http, SimulatedRateLimit limit, RateLimitStanding standing)
    {
        Write(http.Response.Headers, "requests", limit.Requests, standing.UsedRequests, standing.Reset);
        Write(http.Response.Headers, "tokens", limit.Tokens, standing.UsedTokens, standing.Reset);
    }

    public static void RetryAfter(HttpContext http, TimeSpan wait, RetryAfterForm form, DateTimeOffset now)
    {
        var headers = http.Response.Headers;
        var milliseconds = ((long)Math.Ceiling(wait.TotalMilliseconds)).ToString(CultureInfo.InvariantCulture);
        switch (form)
        {
            case RetryAfterForm.Seconds:
                headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                break;
            case RetryAfterForm.HttpDate:
                // The date has no fractions: half a second too late keeps the promise, half a second too early breaks it.
                headers.RetryAfter = (now + wait + TimeSpan.FromSeconds(0.999)).ToString("R", CultureInfo.InvariantCulture);
                break;
            case RetryAfterForm.Milliseconds:
                headers["retry-after-ms"] = milliseconds;
                break;
            case RetryAfterForm.AzureMilliseconds:
                headers["x-ms-retry-after-ms"] = milliseconds;
                break;
        }
    }

    private static void Write(IHeaderDictionary headers, string what, int? limit, int used, TimeSpan reset)
    {
        if (limit is not { } most)
            return;
        headers[$"x-ratelimit-limit-{what}"] = most.ToString(CultureInfo.InvariantCulture);
        headers[$"x-ratelimit-remaining-{what}"] = Math.Max(0, most - used).ToString(CultureInfo.InvariantCulture);
        headers[$"x-ratelimit-reset-{what}"] = WireDuration.Format(reset);
    }
}
