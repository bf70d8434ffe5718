namespace Switchyard.Simulator;

/// <summary>What the server knows of one request: never its text and never a secret.</summary>
public sealed record RequestRecord
{
    /// <summary>The number of the request, in order of arrival, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>When it arrived.</summary>
    public required DateTimeOffset Received { get; init; }

    /// <summary>The HTTP method and path.</summary>
    public required string Route { get; init; }

    /// <summary>The value of the <c>x-request-id</c> header.</summary>
    public required string RequestId { get; init; }

    /// <summary>The model asked for, if the request came so far as to be read.</summary>
    public string? Model { get; init; }

    /// <summary>
    /// Who called: the name of the key in <see cref="SimulatorOptions.Keys"/>, <c>sha256:</c> and the first 8 hex digits of the hash of an unlisted
    /// one, or <c>anonymous</c>.
    /// </summary>
    public required string Key { get; init; }

    /// <summary>The size of the body as far as it was read.</summary>
    public int BodyBytes { get; init; }

    /// <summary>Whether a stream was asked for.</summary>
    public bool IsStream { get; init; }

    /// <summary>The HTTP status that was sent, or 0 for none.</summary>
    public int Status { get; init; }

    /// <summary>How the server dealt with it.</summary>
    public RequestOutcome Outcome { get; init; }

    /// <summary>The scripted fault it got, if any.</summary>
    public FaultKind? Fault { get; init; }

    /// <summary>Whether the client closed the connection before the server was done.</summary>
    public bool ClientAborted { get; init; }

    /// <summary>The tokens that were billed.</summary>
    public SimulatedUsage Usage { get; init; } = SimulatedUsage.None;

    /// <summary>What was billed, in USD.</summary>
    public decimal CostUsd { get; init; }

    /// <summary>The time from arrival to the end; zero while in progress.</summary>
    public TimeSpan Duration { get; init; }
}
