extern alias sdk;

using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using SdkDescriptors = sdk::Switchyard.Sdk.Analyzers.Descriptors;
using SdkRuleIds = sdk::Switchyard.Sdk.Analyzers.RuleIds;

namespace Switchyard.Generators.Tests;

/// <summary>Every rule for provider projects has its id, analyzer, page and line in the release notes; the examples on its page are compiled.</summary>
public sealed partial class SdkRuleTests
{
    private static readonly DiagnosticDescriptor[] s_descriptors =
    [
        .. typeof(SdkDescriptors).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => field.GetValue(null)).OfType<DiagnosticDescriptor>(),
    ];

    public static TheoryData<string> Ids => [.. s_descriptors.Select(descriptor => descriptor.Id)];

    // What is not in the code has no example to compile: SdkAnalyzerTests has it.
    public static TheoryData<string> CodeIds => [.. s_descriptors.Select(descriptor => descriptor.Id).Where(id => id != SdkRuleIds.CopiedContract)];

    [Fact]
    public void Ids_are_all_used_once_and_have_their_pages()
    {
        var ids = typeof(SdkRuleIds).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToList();
        Assert.Equal(ids, s_descriptors.Select(descriptor => descriptor.Id));
        Assert.All(ids, id => Assert.Matches("^SWY6[0-9]{3}$", id));
        Assert.Equal(
            ids,
            Directory.EnumerateFiles(Repository.PathOf("docs", "rules"), "SWY6*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void One_analyzer_reports_it_and_the_release_notes_name_it(string id)
    {
        Assert.Single(SdkAnalyzerVerifier.Analyzers, analyzer => analyzer.SupportedDiagnostics.Single().Id == id);
        var descriptor = s_descriptors.Single(descriptor => descriptor.Id == id);
        var folder = Repository.PathOf("generators", "Switchyard.Sdk.Analyzers");
        Assert.Single(
            File.ReadLines(Path.Combine(folder, "AnalyzerReleases.Shipped.md")).Concat(File.ReadLines(Path.Combine(folder, "AnalyzerReleases.Unshipped.md"))),
            $"{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_has_a_page(string id)
    {
        var descriptor = s_descriptors.Single(descriptor => descriptor.Id == id);
        Assert.Equal($"https://github.com/switchyard-dotnet/switchyard/blob/main/docs/rules/{id}.md", descriptor.HelpLinkUri);
        var page = Page(id);
        Assert.StartsWith($"# {id}: {descriptor.Title}\n\nSeverity: {descriptor.DefaultSeverity.ToString().ToLowerInvariant()}\n\nFix: ", page, StringComparison.Ordinal);
        Assert.Equal(["## Bad", "## Good", "## Also fine"], Headings().Matches(page).Select(match => match.Value));
    }

    [Theory]
    [MemberData(nameof(CodeIds))]
    public async Task Bad_is_reported_and_good_is_not(string id)
    {
        var examples = Examples().Matches(Page(id)).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        Assert.Equal(3, examples.Count);
        Assert.Equal([id], (await SdkAnalyzerVerifier.DiagnosticsAsync(examples["Bad"])).Select(diagnostic => diagnostic.Id));
        Assert.Empty(await SdkAnalyzerVerifier.DiagnosticsAsync(examples["Good"]));
        Assert.Empty(await SdkAnalyzerVerifier.DiagnosticsAsync(examples["Also fine"]));
    }

    private static string Page(string id) => File.ReadAllText(Repository.PathOf("docs", "rules", $"{id}.md"));

    [GeneratedRegex("^## .*$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex("^## ([A-Za-z ]+)\n(?:(?!^## ).)*?^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Examples();
}
