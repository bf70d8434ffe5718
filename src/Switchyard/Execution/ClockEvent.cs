namespace Switchyard;

/// <summary>What the time has brought.</summary>
internal enum ClockEvent : byte
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>The attempt is later than its candidate usually is.</summary>
    Late,

    /// <summary>Its limit has passed.</summary>
    LimitPassed,

    /// <summary>The pause is over.</summary>
    PauseOver,

    /// <summary>The grace is over.</summary>
    GraceOver,
}
