namespace Switchyard.Plugins;

/// <summary>What is known about one version of one plugin.</summary>
public sealed record PluginInfo
{
    /// <summary>The name of its folder and its assembly, such as <c>OpenAI/Switchyard.Provider.OpenAI</c>.</summary>
    public required string Id { get; init; }

    /// <summary>How it stands.</summary>
    public required PluginState State { get; init; }

    /// <summary>The assembly on disk; what runs is a private copy of it.</summary>
    public required string Path { get; init; }

    /// <summary>The version of its assembly; <see langword="null"/> if it could not be read.</summary>
    public Version? Version { get; init; }

    /// <summary>The contract version it was built against; <see langword="null"/> if it could not be read.</summary>
    public Version? ContractVersion { get; init; }

    /// <summary>The ids of the providers made by it.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>When this version was loaded; <see langword="null"/> if it was not.</summary>
    public DateTimeOffset? LoadedAt { get; init; }

    /// <summary>How many calls are inside it now.</summary>
    public int Leases { get; init; }

    /// <summary>Why it was refused, or the suspect that keeps it in memory if it is quarantined; <see langword="null"/> otherwise.</summary>
    public string? Reason { get; init; }
}
