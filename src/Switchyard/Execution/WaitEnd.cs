namespace Switchyard;

/// <summary>How a wait ended.</summary>
internal enum WaitEnd : byte
{
    /// <summary>Nobody waits any more: the grace is over, or the caller gave up.</summary>
    GivenUp,

    /// <summary>What was waited for is there.</summary>
    Done,

    /// <summary>It is later than usual. It can be waited for again.</summary>
    Late,
}
