namespace Switchyard.Simulator;

/// <summary>How a reply that breaks off ends on the connection.</summary>
public enum CutKind
{
    /// <summary>The HTTP response ends properly, as if it were complete.</summary>
    EndResponse,

    /// <summary>The connection is closed (FIN) without the end of the HTTP response.</summary>
    CloseConnection,

    /// <summary>The connection is reset (RST).</summary>
    Reset,
}
