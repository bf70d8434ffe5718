namespace Switchyard.Simulator;

/// <summary>Applies the rate limits and says in the headers where the key stands.</summary>
internal static class Admission
{
    public static void Check(ChatContext chat)
    {
        if (chat.State.RateLimiter is not { } limiter)
            return;
        var limit = limiter.Limit;
        var standing = limiter.Admit(chat.Key, chat.Request.InputTokens);
        chat.Exchange.Wire.WriteRateLimits(chat.Http, limit, standing, chat.Time.GetUtcNow());
        if (standing.Refused is not { } what)
            return;

        var (most, used, asked, unit) = what == "requests"
            ? (limit.Requests, standing.UsedRequests, 1, "requests per window (RPM)")
            : (limit.Tokens, standing.UsedTokens, chat.Request.InputTokens, "tokens per window (TPM)");
        throw new ApiException(new(
            429,
            $"Rate limit reached for {chat.Model.Id} in organization simulated on {unit}: Limit {most}, Used {used}, Requested {asked}. "
            + $"Please try again in {WireDuration.Format(standing.Reset)}.",
            what,
            Code: "rate_limit_exceeded")
        {
            RetryAfter = standing.Reset,
            RetryAfterForm = limit.RetryAfterForm,
        });
    }
}
