using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Switchyard.Generators.Tests;

/// <summary>Every rule has its id, analyzer, page and line in the release notes, and they agree.</summary>
public sealed partial class RuleTests
{
    private static readonly DiagnosticDescriptor[] s_descriptors =
    [
        .. typeof(Descriptors).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(field => field.GetValue(null))
            .OfType<DiagnosticDescriptor>(),
    ];

    public static TheoryData<string> Ids => [.. s_descriptors.Select(descriptor => descriptor.Id)];

    [Fact]
    public void Ids_are_all_used_once()
    {
        var ids = typeof(RuleIds).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToList();
        Assert.Equal(ids, s_descriptors.Select(descriptor => descriptor.Id));
        Assert.All(ids, id => Assert.Matches("^SWY[1-9][0-9]{3}$", id));
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void One_analyzer_reports_it(string id) =>
        Assert.Single(AnalyzerVerifier.Analyzers, analyzer => analyzer.SupportedDiagnostics.Single().Id == id);

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_has_a_page(string id)
    {
        var descriptor = Of(id);
        Assert.Equal($"https://github.com/switchyard-dotnet/switchyard/blob/main/docs/rules/{id}.md", descriptor.HelpLinkUri);

        var page = File.ReadAllText(Repository.PathOf("docs", "rules", $"{id}.md"));
        Assert.StartsWith($"# {id}: {descriptor.Title}\n", page, StringComparison.Ordinal);
        Assert.Contains($"\nSeverity: {descriptor.DefaultSeverity.ToString().ToLowerInvariant()}", page, StringComparison.Ordinal);
        Assert.Equal(["## Bad", "## Good", "## Also fine"], Headings().Matches(page).Select(match => match.Value));
    }

    [Fact]
    public void There_is_no_page_without_a_rule() =>
        Assert.Equal(
            s_descriptors.Select(descriptor => descriptor.Id),
            Directory.EnumerateFiles(Repository.PathOf("docs", "rules"), "SWY*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Where(id => !id.StartsWith("SWY6", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_is_in_the_release_notes(string id)
    {
        var folder = Repository.PathOf("generators", "Switchyard.Generators");
        var lines = File.ReadLines(Path.Combine(folder, "AnalyzerReleases.Shipped.md"))
            .Concat(File.ReadLines(Path.Combine(folder, "AnalyzerReleases.Unshipped.md")));
        var descriptor = Of(id);
        Assert.Single(lines, $"{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}");
    }

    private static DiagnosticDescriptor Of(string id) => s_descriptors.Single(descriptor => descriptor.Id == id);

    [GeneratedRegex("^## .*$", RegexOptions.Multiline)]
    private static partial Regex Headings();
}
