namespace Switchyard.Cli;

/// <summary>What an import did to one manifest.</summary>
internal sealed record ImportResult(
    string Provider,
    string Path,
    bool IsNew,
    bool IsChanged,
    int Models,
    IReadOnlyList<string> Added,
    IReadOnlyList<string> Updated,
    IReadOnlyList<string> Unknown,
    IReadOnlyList<string> Deprecated);
