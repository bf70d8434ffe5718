using System.Text.RegularExpressions;

namespace Switchyard.Generators.Tests;

/// <summary>The examples on the rules' pages are compiled: what is called bad is reported, what is called good is not.</summary>
public sealed partial class RulePageTests
{
    public static TheoryData<string> Ids => RuleTests.Ids;

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Bad_is_reported(string id)
    {
        var examples = Examples(id, "Bad").ToList();
        Assert.NotEmpty(examples);
        foreach (var example in examples)
            Assert.Equal([id], (await IdsOfAsync(id, example)).Distinct());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Good_is_not(string id)
    {
        var examples = Examples(id, "Good").Concat(Examples(id, "Also fine")).ToList();
        Assert.True(examples.Count >= 2, "A page has a good example and another that is fine.");
        foreach (var example in examples)
            Assert.Empty(await IdsOfAsync(id, example));
    }

    private static async Task<IEnumerable<string>> IdsOfAsync(string id, Example example)
    {
        // What is no C# is beside a task in the tier "mid", and manifests without a policy are beside one.
        var source = example.Source ?? "[Tier(Tier.Mid), Prompt(\"Hello.\")] public partial ValueTask<string> AskAsync();";
        var files = example.Files.ToList();
        if (files.Count > 0 && files.All(file => file.Path.EndsWith(".provider.json", StringComparison.Ordinal)))
            files.Add(new("switchyard.json", """{ "tiers": { "mid": { "models": ["local/small"] } } }"""));
        var isWhole = source.Contains("class ", StringComparison.Ordinal);
        var compilation = TestCompilation.Create(
            "using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Switchyard;\n"
            + (isWhole ? source : $"enum Intent {{ Refund, Other }} partial class Desk(Router router) {{ {source} }}"));
        var diagnostics = id == RuleIds.OnePointOfFailure
            ? await AnalyzerVerifier.AllDiagnosticsAsync(compilation, files)
            : await AnalyzerVerifier.DiagnosticsAsync(compilation, files);
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        return diagnostics.Select(diagnostic => diagnostic.Id);
    }

    private static IEnumerable<Example> Examples(string id, string heading)
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "rules", $"{id}.md"));
        var section = Regex.Match(page, $"^## {heading}\n(.*?)(?=^## |\\z)", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;
        return Blocks().Matches(section).Select(block => ReadBlock(block.Value));
    }

    // A fence is an example; files, named in the titles of fences that follow each other or the code that they belong to, are one together.
    private static Example ReadBlock(string block)
    {
        var fences = Fences().Matches(block);
        return new(
            fences.FirstOrDefault(fence => !fence.Groups[2].Success)?.Groups[3].Value,
            [.. fences.Where(fence => fence.Groups[2].Success).Select(fence => new TextFile(fence.Groups[2].Value, fence.Groups[3].Value))]);
    }

    [GeneratedRegex("^```csharp\n.*?^```$(\n*^```json title=[^\n]*\n.*?^```$)*|(^```json title=[^\n]*\n.*?^```$\n*)+", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("^```(csharp|json title=\"([^\"]+)\")\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    private sealed record Example(string? Source, IReadOnlyList<TextFile> Files);
}
