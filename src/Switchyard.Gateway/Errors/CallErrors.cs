namespace Switchyard.Gateway;

/// <summary>Says what a failed call means to a client.</summary>
internal static class CallErrors
{
    // Clients that are told nothing repeat a failed request several times within milliseconds.
    private const int ShortestWaitSeconds = 1;

    public static ApiError Of(RoutingException failure, ForwardRoute forward, TimeProvider time)
    {
        if (failure.Attempts.Count == 0 && forward.IsBounded && failure.Outcome == Outcome.ModelUnavailable)
            return ApiError.Invalid("model", failure.Message, "bounds_too_strict");

        var error = new ApiError(failure.HttpStatus, failure.Code, Message(failure));
        if (failure.HttpStatus < 429)
            return error;

        var isFinal = failure.Outcome is Outcome.AuthenticationFailed or Outcome.QuotaExhausted || failure.Attempts.Count == 0;
        return isFinal ? error with { IsFinal = true } : error with { RetryAfterSeconds = WaitSeconds(failure, forward, time) };
    }

    private static int WaitSeconds(RoutingException failure, ForwardRoute forward, TimeProvider time)
    {
        var wait = forward.ReadyIn(failure.Attempts.Select(attempt => attempt.Model), time);
        return Math.Max(ShortestWaitSeconds, (int)Math.Min(int.MaxValue, Math.Ceiling(wait.TotalSeconds)));
    }

    // What is wrong with a request only the provider knows; its words are the caller's to see, and nobody's to log.
    private static string Message(RoutingException failure)
    {
        if (failure.Outcome is not (Outcome.InvalidRequest or Outcome.ContextTooLong or Outcome.ContentFiltered))
            return failure.Message;

        foreach (var attempt in failure.Attempts)
        {
            if (attempt.Outcome == failure.Outcome && attempt.Detail is { Length: > 0 } detail)
                return $"{attempt.Model}: {detail}";
        }

        return failure.Message;
    }
}
