namespace Switchyard.Cli;

/// <summary>Which models of a public catalog a provider's manifest takes up.</summary>
internal sealed record SourceRule
{
    public required string Format { get; init; }

    /// <summary>The provider's id in that catalog.</summary>
    public required string Id { get; init; }

    /// <summary>Patterns of the ids to take up. Empty: none; what the manifest has already is looked up all the same.</summary>
    public IReadOnlyList<string> Models { get; init; } = ["*"];

    /// <summary>Patterns of ids to leave out nevertheless.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>What the provider's API wants before the catalog's id.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>What the provider's API wants after the catalog's id.</summary>
    public string Suffix { get; init; } = "";

    public bool Takes(string id) => Models.Any(pattern => Glob.IsMatch(pattern, id)) && !Except.Any(pattern => Glob.IsMatch(pattern, id));

    /// <summary>The catalog's id of one of the manifest's; <see langword="null"/> if it cannot be of this source.</summary>
    public string? ToSource(string id) =>
        id.Length > Prefix.Length + Suffix.Length && id.StartsWith(Prefix, StringComparison.Ordinal) && id.EndsWith(Suffix, StringComparison.Ordinal)
            ? id[Prefix.Length..^Suffix.Length]
            : null;

    public string FromSource(string id) => Prefix + id + Suffix;
}
