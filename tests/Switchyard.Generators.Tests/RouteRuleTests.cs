using Microsoft.CodeAnalysis;

namespace Switchyard.Generators.Tests;

/// <summary>The rules about policy, manifests and routes.</summary>
public sealed class RouteRuleTests
{
    private const string Manifest = """{ "id": "local", "wire": "openai", "endpoint": "http://localhost/v1", "models": [{ "id": "one" }] }""";

    [Theory]
    [InlineData("Mid", """{ "tiers": { "cheap": { "models": ["local/one"] } } }""", "switchyard.json lists no model for the tier \"mid\"; add one")]
    [InlineData("Mid", """{ "tiers": { "mid": { "models": [] } } }""", "switchyard.json lists no model for the tier \"mid\"; add one")]
    [InlineData("Auto", """{ "tiers": {} }""", "switchyard.json lists no model for any tier; add one")]
    [InlineData(
        "Mid", """{ "tiers": { "mid": { "models": ["local/two", "far/one"] } } }""",
        "no manifest has any of those that switchyard.json lists for the tier \"mid\" (local/two, far/one); add the manifest or correct the ids")]
    public Task No_models(string tier, string policy, string reason) => AnalyzerVerifier.AssertAsync(
        Source(tier, marked: true), "SWY3001", $"No model can answer task 'Desk.AskAsync': {reason}",
        new TextFile("/app/switchyard.json", policy), new TextFile("/app/local.provider.json", Manifest));

    [Theory]
    [InlineData("Cheap")]
    [InlineData("Auto")]
    public Task A_route_is_silent(string tier) => AnalyzerVerifier.AssertAsync(
        Source(tier), "", "",
        new TextFile(@"C:\app\Switchyard.json", """{ "tiers": { "cheap": { "models": ["far/one", "local/one"] } } }"""),
        new TextFile(@"C:\app\local.provider.json", Manifest));

    [Fact]
    public Task Without_manifests_every_model_may_exist() => AnalyzerVerifier.AssertAsync(
        Source("Mid"), "", "", new TextFile("switchyard.json", """{ "tiers": { "mid": { "models": ["far/one"] } } }"""));

    [Fact]
    public Task Without_a_policy_nothing_is_known() => AnalyzerVerifier.AssertAsync(
        Source("Mid"), "", "", new TextFile("local.provider.json", Manifest));

    [Theory]
    [InlineData("switchyard.json", "SWY3002", "{\n  \"tiers\": {\n    \"cheep\": [|{|] }\n  }\n}", "$.tiers.cheep: \"cheep\" is unknown here; known are cheap, mid, frontier")]
    [InlineData("switchyard.json", "SWY3002", "{ \"tiers\": {}, \"limits\": { \"idle\": [|\"5 \\\"sec\"|] } }",
        "$.limits.idle: \"5 \"sec\" is no time; write a number above 0 and its unit: ms, s, m or h, such as \"8s\"")]
    [InlineData("switchyard.json", "SWY3002", "{ \"tiers\": {}, \"limits\": { \"attempts\": [|-12|] } }",
        "$.limits.attempts: -12 must be a whole number from 1 to 2147483647")]
    [InlineData("switchyard.json", "SWY3002", "{ \"tiers\": {}[||]", "$: A ',' or '}' was expected here")]
    [InlineData("switchyard.json", "SWY3002", "[||]", "$: The JSON ends too early; a value is missing here")]
    [InlineData("x.provider.json", "SWY3003", "[|{|] \"id\": \"x\", \"endpoint\": \"http://x/v1\", \"models\": [] }", "$: \"wire\" is missing; add it")]
    [InlineData("x.provider.json", "SWY3003", "[|12|]", "$: This must be an object, but it is a number")]
    public async Task A_mistake_is_reported_on_its_file(string file, string id, string marked, string message)
    {
        var markup = Markup.Parse(marked);
        var path = Path.Combine("app", file);
        var diagnostics = await AnalyzerVerifier.DiagnosticsAsync(TestCompilation.Create(Source("Mid")), [new TextFile(path, markup.Source)]);

        var first = diagnostics[0];
        Assert.Equal($"{id}: {message}", $"{first.Id}: {first.GetMessage()}");
        Assert.Equal(DiagnosticSeverity.Error, first.Severity);
        Assert.Equal(path, first.Location.GetLineSpan().Path);
        Assert.Equal(markup.Spans.Single(), first.Location.SourceSpan);
        Assert.Equal(markup.Source[..first.Location.SourceSpan.Start].Count(character => character == '\n'), first.Location.GetLineSpan().StartLinePosition.Line);
        Assert.All(diagnostics, diagnostic => Assert.Equal(id, diagnostic.Id));
    }

    private static string Source(string tier, bool marked = false) =>
        $$"""
        using System.Threading.Tasks;
        using Switchyard;

        partial class Desk(Router router)
        {
            [{{(marked ? $"[|Tier(Tier.{tier})|]" : $"Tier(Tier.{tier})")}}, Prompt("Hello.")]
            public partial ValueTask<string> AskAsync();
        }
        """;
}
