using Microsoft.CodeAnalysis;

namespace Switchyard.Generators.Tests;

/// <summary>
/// A file in <c>Golden/</c>, such as <c>Streams.cs</c>. Beside it stands what it must become, <c>Streams.g.cs</c>, and if it has a policy or
/// a manifest, <c>Streams.switchyard.json</c> and <c>Streams.openai.provider.json</c>.
/// </summary>
internal sealed class GoldenCase(string name)
{
    private static readonly string s_folder = Repository.PathOf("tests", "Switchyard.Generators.Tests", "Golden");

    public string Source { get; } = File.ReadAllText(Path.Combine(s_folder, $"{name}.cs"));

    public string ExpectedPath { get; } = Path.Combine(s_folder, $"{name}.g.cs");

    public IReadOnlyList<AdditionalText> Files { get; } =
    [
        .. Directory.EnumerateFiles(s_folder, $"{name}.*.json").Order(StringComparer.Ordinal)
            .Select(path => new TextFile(Path.GetFileName(path)[(name.Length + 1)..], File.ReadAllText(path))),
    ];

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(s_folder, "*.cs").Select(path => Path.GetFileName(path))
            .Where(file => !file.EndsWith(".g.cs", StringComparison.Ordinal))
            .Select(file => file[..^3])
            .Order(StringComparer.Ordinal);
}
