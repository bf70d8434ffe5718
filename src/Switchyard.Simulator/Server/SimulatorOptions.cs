namespace Switchyard.Simulator;

/// <summary>How a <see cref="SimulatorServer"/> is set up. It is read once, at the start.</summary>
public sealed class SimulatorOptions
{
    /// <summary>The models on offer, with ids that differ. At least one.</summary>
    public required IReadOnlyList<SimulatedModel> Models { get; init; }

    /// <summary>The port on 127.0.0.1, 0 to 65535; 0 lets the system choose one.</summary>
    public int Port { get; init; }

    /// <summary>The path before <c>/chat/completions</c> and <c>/embeddings</c>: empty, or beginning with a slash and not ending with one.</summary>
    public string PathPrefix { get; init; } = "/v1";

    /// <summary>
    /// The keys that are accepted, as name and secret; names appear in records, secrets nowhere. <see langword="null"/> accepts any key, an
    /// empty dictionary none.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Keys { get; init; }

    /// <summary>Whether requests without a key are served too, as a local server does.</summary>
    public bool AllowAnonymous { get; init; }

    /// <summary>The longest request body in bytes; more is refused with 413. Above zero.</summary>
    public int MaxRequestBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Whether a top-level parameter that the OpenAI API does not know is refused with 400, as OpenAI does. Other vendors let it pass.</summary>
    public bool RejectUnknownParameters { get; init; } = true;

    /// <summary>How many of the last requests <see cref="SimulatorServer.Requests"/> holds. Above zero.</summary>
    public int RecordCapacity { get; init; } = 4096;

    /// <summary>The seed of all chance: probabilities of faults and ids. The same seed and the same order of requests give the same run.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The clock of latencies, limits, cache lifetimes and time stamps. With a fake one, scripted delays wait until it is advanced.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Models);
        if (Models.Count == 0)
            throw new ArgumentException("The simulator needs at least one model.", nameof(Models));
        ArgumentOutOfRangeException.ThrowIfNegative(Port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, 65535);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxRequestBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(RecordCapacity);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        if (PathPrefix.Length > 0 && (!PathPrefix.StartsWith('/') || PathPrefix.EndsWith('/')))
            throw new ArgumentException($"The path prefix '{PathPrefix}' must begin with a slash and not end with one.", nameof(PathPrefix));

        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var model in Models)
        {
            model.Validate();
            if (!ids.Add(model.Id))
                throw new ArgumentException($"Two models have the id '{model.Id}'.", nameof(Models));
        }
    }
}
