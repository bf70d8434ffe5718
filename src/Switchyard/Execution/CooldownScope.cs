namespace Switchyard;

/// <summary>What is left alone for a while after a failure, and for how long.</summary>
internal enum CooldownScope : byte
{
    Nothing,

    /// <summary>The key, until Retry-After.</summary>
    KeyUntilRetryAfter,

    /// <summary>The key, long: money does not come back within a call.</summary>
    KeyLong,

    /// <summary>The key, until its setting changes.</summary>
    KeyDead,

    /// <summary>The candidate, briefly.</summary>
    CandidateBriefly,

    /// <summary>The candidate, long.</summary>
    CandidateLong,

    /// <summary>Whatever the breaker decides from the recent calls.</summary>
    ByBreaker,
}
