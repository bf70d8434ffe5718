namespace Switchyard.Simulator;

/// <summary>The ways in which a reply can go wrong. <see cref="Fault"/> makes and explains them.</summary>
public enum FaultKind
{
    /// <summary>An HTTP error status with a body.</summary>
    Status,

    /// <summary>The connection is reset before any header.</summary>
    Reset,

    /// <summary>No answer at all, until the client gives up.</summary>
    Silence,

    /// <summary>Response headers, and then nothing until the client gives up.</summary>
    SilenceAfterHeaders,

    /// <summary>The first token comes late.</summary>
    SlowFirstToken,

    /// <summary>The reply breaks off.</summary>
    Cut,

    /// <summary>The reply stops in the middle, with the connection open.</summary>
    Stall,

    /// <summary>One chunk, or the whole reply, is not JSON.</summary>
    Malformed,

    /// <summary>The stream is complete except for <c>[DONE]</c>.</summary>
    NoDone,

    /// <summary>An error body under status 200.</summary>
    ErrorInBody,

    /// <summary>Status 200 and no content.</summary>
    ZeroChunks,

    /// <summary>An unusual finish reason.</summary>
    FinishReason,

    /// <summary>Keep-alives instead of an answer, for a time or for ever.</summary>
    KeepAlives,

    /// <summary>A sound reply in tiny fragments.</summary>
    Dribble,
}
