namespace Switchyard;

/// <summary>Whether a candidate is asked, and if not, why.</summary>
public enum CandidateState
{
    /// <summary>It is asked.</summary>
    Ready = 0,

    /// <summary>It is left alone for a while after a failure.</summary>
    CoolingDown = 1,

    /// <summary>Its key is left alone: rate limit, exhausted quota, or not accepted.</summary>
    KeyCoolingDown = 2,

    /// <summary>Its breaker is open.</summary>
    Open = 3,

    /// <summary>Its breaker lets one probe through.</summary>
    HalfOpen = 4,

    /// <summary>It has as many calls as it takes at once.</summary>
    Full = 5,

    /// <summary>Somebody isolated it by hand.</summary>
    Isolated = 6,

    /// <summary>Its provider could not be reached lately, whichever of its models was asked: refused connections, failed name resolution or TLS.</summary>
    ProviderDown = 7,
}
