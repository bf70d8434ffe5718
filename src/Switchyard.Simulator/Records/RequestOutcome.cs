namespace Switchyard.Simulator;

/// <summary>How the server dealt with a request.</summary>
public enum RequestOutcome
{
    /// <summary>It is still at work on it.</summary>
    InProgress,

    /// <summary>A complete answer, perhaps a slow one.</summary>
    Answered,

    /// <summary>An error by the server's own rules: a bad request, an unknown key or model, a limit.</summary>
    Refused,

    /// <summary>A scripted fault took the answer away or damaged it.</summary>
    Faulted,

    /// <summary>The client left, or the server was killed, before the answer was complete.</summary>
    Abandoned,
}
