namespace Switchyard.Sdk;

/// <summary>Reads what a vendor says in the headers of a response.</summary>
/// <param name="rateLimits">What it calls its rate-limit headers.</param>
/// <param name="requestId">The header with its id of the request.</param>
/// <param name="time">The clock, for what is given as a time of day.</param>
internal sealed class HeaderReader(RateLimitHeaderNames rateLimits, string requestId, TimeProvider time)
{
    public const string RequestId = "x-request-id";

    /// <summary>What the headers say; the outcome is still open.</summary>
    /// <param name="response">The response.</param>
    /// <param name="id">The id of the request where no header has one.</param>
    public ProviderResult Read(HttpResponseMessage response, string? id = null)
    {
        var now = time.GetUtcNow();
        return new()
        {
            HttpStatus = (int)response.StatusCode,
            RetryAfter = RetryAfter.Read(response.Headers, now),
            RateLimits = RateLimitHeaders.Read(response.Headers, rateLimits, now),
            RequestId = response.Headers.NonValidated.TryGetValues(requestId, out var ids) ? ids.ToString() : id,
        };
    }
}
