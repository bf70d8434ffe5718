using System.Text.RegularExpressions;

namespace Switchyard.Generators.Tests;

/// <summary>The sample whose every task has a mistake: a real build reports each, where the sample says so, and nothing else.</summary>
public sealed partial class MistakesTests
{
    // Files that take no comments.
    private static readonly string[] s_inFiles =
    [
        "far.provider.json(5): SWY4008", "switchyard.json(4): SWY4007", "switchyard.json(5): SWY3006", "switchyard.json(8): SWY3005", "switchyard.json(11): SWY3007",
    ];

    // Without a policy, with a broken one, or where the compiler stops before any rule, there would be nothing else to see.
    private static readonly string[] s_alone = ["SWY1002", "SWY3001", "SWY3002", "SWY3003", "SWY3004", "SWY3008"];

    [Fact]
    public async Task A_build_reports_every_mistake_and_nothing_else()
    {
        var files = Files().ToArray();
        var expected = files.Where(file => file.File.EndsWith(".cs", StringComparison.Ordinal)).SelectMany(Expected).Concat(s_inFiles);
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            (await RealBuild.DiagnosticsAsync("<GenerateDocumentationFile>false</GenerateDocumentationFile>", files)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_rule_is_shown()
    {
        var shown = Files().SelectMany(Expected).Concat(s_inFiles).Select(line => line[^7..]).Concat(s_alone).ToHashSet();
        Assert.DoesNotContain(RuleTests.Ids.Select(row => row.Data), id => !shown.Contains(id));
    }

    private static IEnumerable<(string File, string Text)> Files() =>
        Directory.EnumerateFiles(Repository.PathOf("samples", "Mistakes"))
            .Where(path => Path.GetExtension(path) is ".cs" or ".json" or ".globalconfig")
            .Select(path => (Path.GetFileName(path), File.ReadAllText(path)));

    private static IEnumerable<string> Expected((string File, string Text) file) =>
        file.Text.Split('\n').Index().SelectMany(line => Mark().Match(line.Item).Groups["id"].Captures.Select(id => $"{file.File}({line.Index + 1}): {id.Value}"));

    [GeneratedRegex("//(?: (?<id>SWY[0-9]{4}))+$")]
    private static partial Regex Mark();
}
