namespace Switchyard.Simulator;

/// <summary>A snapshot of what a server did since it was made; restarts do not reset it.</summary>
public sealed record SimulatorStatistics
{
    /// <summary>All requests, also those that named no known model.</summary>
    public required ModelStatistics Total { get; init; }

    /// <summary>The requests of each model that was called, by its id.</summary>
    public required IReadOnlyDictionary<string, ModelStatistics> Models { get; init; }

    /// <summary>Requests that are still at work.</summary>
    public required int InProgress { get; init; }
}
