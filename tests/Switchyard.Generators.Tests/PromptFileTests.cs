using Microsoft.CodeAnalysis;

namespace Switchyard.Generators.Tests;

/// <summary>Prompts that stand in files.</summary>
public sealed class PromptFileTests
{
    private const string Desk = """
        using System.Threading.Tasks;
        using Switchyard;
        partial class Desk(Router router)
        {
            [Tier(Tier.Cheap), System(File = "prompts/manners.txt"), Prompt(File = "prompts/ask.md")]
            public partial ValueTask<string> AskAsync(string message);
        }
        """;

    private const string Other = "partial class Other(Switchyard.Router router) { [Switchyard.Tier(Switchyard.Tier.Cheap), Switchyard.Prompt(\"Hi.\")] public partial System.Threading.Tasks.ValueTask<string> AskAsync(); }";

    private static readonly TextFile s_policy = new("/app/switchyard.json", """{ "tiers": { "cheap": { "models": ["local/one"] } } }""");
    private static readonly TextFile s_manners = new("/app/prompts/manners.txt", "Be kind.\r\nBe short.\r\n");
    private static readonly TextFile s_ask = new("C:\\app\\prompts\\ask.md", "# Reply\n\nReply to \"{message}\".\n\n");

    [Fact]
    public async Task The_text_of_the_file_is_the_message()
    {
        GeneratorVerifier.Run(GeneratorVerifier.Driver([s_manners, s_ask]), TestCompilation.Create(Desk), out var output);
        Assert.Empty(TestCompilation.Faults(output));
        var request = Assert.Single(EmittedRequest.Of(output));
        Assert.Equal("Be kind.\nBe short.", request.Message("system"));
        Assert.Equal("# Reply\n\nReply to \"«message»\".", request.Message("user"));
        Assert.Empty(await AnalyzerVerifier.DiagnosticsAsync(TestCompilation.Create(Desk), s_policy, s_manners, s_ask));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var diagnostic = Assert.Single(await AnalyzerVerifier.DiagnosticsAsync(TestCompilation.Create(Desk), s_policy, s_manners));
        Assert.Equal(
            "[Prompt] of 'Desk.AskAsync' names the file 'prompts/ask.md', which the build does not see; put it under prompts/, or add <AdditionalFiles Include=\"prompts/ask.md\" /> to the project",
            diagnostic.GetMessage());
        Assert.Equal(5, diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1);

        GeneratorVerifier.Run(GeneratorVerifier.Driver([s_manners]), TestCompilation.Create(Desk), out var output);
        Assert.Empty(TestCompilation.Faults(output));
    }

    [Theory]
    [InlineData("Reply:\n  {mesage}", "SWY2001", 2, 4)]
    [InlineData("Reply:\n{message}\n\nand }", "SWY2004", 4, 5)]
    [InlineData("Reply:\n{message:x}", "SWY2005", 2, 2)]
    [InlineData("\n", "SWY2003", 1, 1)]
    public async Task A_mistake_in_a_file_is_reported_in_the_file(string text, string id, int line, int column)
    {
        var file = new TextFile("/app/prompts/ask.md", text);
        var diagnostics = await AnalyzerVerifier.DiagnosticsAsync(TestCompilation.Create(Desk), s_policy, s_manners, file);
        var place = Assert.Single(diagnostics, diagnostic => diagnostic.Id == id).Location.GetLineSpan();
        Assert.Equal(("/app/prompts/ask.md", line, column), (place.Path, place.StartLinePosition.Line + 1, place.StartLinePosition.Character + 1));
    }

    [Fact]
    public async Task What_no_file_uses_is_reported()
    {
        var file = new TextFile("/app/prompts/ask.md", "Hello.");
        Assert.Equal("SWY2002", Assert.Single(await AnalyzerVerifier.DiagnosticsAsync(TestCompilation.Create(Desk), s_policy, s_manners, file)).Id);
    }

    [Fact]
    public async Task Text_and_file_are_one_too_many()
    {
        var source = Desk.Replace("Prompt(File", "Prompt(\"Hello. {message}\", File");
        Assert.Equal(
            "Task 'Desk.AskAsync' cannot be implemented: [Prompt] has both text and a file; leave one",
            Assert.Single(await AnalyzerVerifier.DiagnosticsAsync(TestCompilation.Create(source), s_policy, s_manners, s_ask)).GetMessage());
    }

    [Fact]
    public void An_edit_of_a_file_runs_what_names_it()
    {
        var driver = GeneratorVerifier.Run(GeneratorVerifier.Driver([s_manners, s_ask]), TestCompilation.Create([Desk, Other]));
        driver = GeneratorVerifier.Run(driver.ReplaceAdditionalText(s_ask, new TextFile(s_ask.Path, "Once more: {message}")), TestCompilation.Create([Desk, Other]));
        Assert.Equal([IncrementalStepRunReason.Modified], Routed(driver).Where(reason => reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged)));

        driver = GeneratorVerifier.Run(driver.AddAdditionalTexts([new TextFile("/app/README.md", "Nobody names this.")]), TestCompilation.Create([Desk, Other]));
        Assert.All(Routed(driver), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }

    private static IEnumerable<IncrementalStepRunReason> Routed(GeneratorDriver driver) =>
        GeneratorVerifier.Steps(driver).Where(step => step.Step == TrackingNames.RoutedClasses).Select(step => step.Reason);
}
