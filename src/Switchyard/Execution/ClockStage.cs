namespace Switchyard;

/// <summary>What a clock waits for.</summary>
internal enum ClockStage : byte
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>The limit of the attempt.</summary>
    Armed,

    /// <summary>The end of a pause between two attempts.</summary>
    Pausing,

    /// <summary>The end of the grace: the attempt is over by itself, and only its end is waited for.</summary>
    Closing,

    /// <summary>The end of the grace: the token is cancelled, or about to be.</summary>
    Cancelled,

    /// <summary>Nothing any more: the grace is over too.</summary>
    Abandoned,
}
