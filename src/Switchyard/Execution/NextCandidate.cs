namespace Switchyard;

/// <summary>Whether another candidate is asked after a failure.</summary>
internal enum NextCandidate : byte
{
    /// <summary>The call ends here.</summary>
    No,

    /// <summary>Any other candidate.</summary>
    Yes,

    /// <summary>Only one with a larger context window.</summary>
    LargerWindow,

    /// <summary>Only where the task or the policy says so.</summary>
    IfConfigured,
}
