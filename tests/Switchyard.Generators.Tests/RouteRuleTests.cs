using Microsoft.CodeAnalysis;

namespace Switchyard.Generators.Tests;

/// <summary>The rules about policy, manifests and routes.</summary>
public sealed class RouteRuleTests
{
    private const string Manifest = """{ "id": "local", "wire": "openai", "endpoint": "http://localhost/v1", "models": [{ "id": "one" }] }""";

    [Theory]
    [InlineData("Mid", """{ "tiers": { "cheap": { "models": ["local/one"] } } }""", "switchyard.json lists no model for the tier \"mid\"; add one")]
    [InlineData("Mid", """{ "tiers": { "mid": { "models": [] } } }""", "switchyard.json lists no model for the tier \"mid\"; add one")]
    [InlineData("Auto", """{ "tiers": { "cheap": { "models": [] } } }""", "switchyard.json lists no model for any tier; add one")]
    public Task No_models(string tier, string policy, string reason) => AnalyzerVerifier.AssertAsync(
        Source(tier, marked: true), "SWY3001", $"No model can answer task 'Desk.AskAsync': {reason}",
        new TextFile("/app/switchyard.json", policy), new TextFile("/app/local.provider.json", Manifest));

    [Theory]
    [InlineData("Cheap")]
    [InlineData("Auto")]
    public Task A_route_is_silent(string tier) => AnalyzerVerifier.AssertAsync(
        Source(tier), "", "",
        new TextFile(@"C:\app\Switchyard.json", """{ "tiers": { "cheap": { "models": ["local/one"] } } }"""),
        new TextFile(@"C:\app\local.provider.json", Manifest));

    [Fact]
    public Task Without_manifests_every_model_may_exist() => AnalyzerVerifier.AssertAsync(
        Source("Mid"), "", "", new TextFile("switchyard.json", """{ "tiers": { "mid": { "models": ["far/one"] } } }"""));

    [Fact]
    public Task Without_a_policy_one_task_says_so() => AnalyzerVerifier.AssertAsync(
        """
        using System.Threading.Tasks;
        using Switchyard;

        partial class Desk(Router router)
        {
            [Tier(Tier.Mid), Prompt("Hello.")]
            public partial ValueTask<string> [|AskAsync|]();

            [Tier(Tier.Mid), Prompt("Hello.")]
            public partial ValueTask<string> ReplyAsync();
        }
        """,
        "SWY3004",
        "The build finds no switchyard.json, so it cannot tell which models answer task 'Desk.AskAsync': put a switchyard.json beside the project file",
        new TextFile("local.provider.json", Manifest));

    [Fact]
    public async Task Without_a_task_no_policy_is_missed() => Assert.Empty(
        await AnalyzerVerifier.DiagnosticsAsync(TestCompilation.Create("class Desk;"), new TextFile("local.provider.json", Manifest)));

    [Theory]
    [InlineData("SWY3005", DiagnosticSeverity.Warning, "{\n  \"tiers\": { \"mid\": { \"models\": [\"local/one\"] } },\n  \"tasks\": { \"Desk.AskAsync\": {}, \"Desk.AksAsync\": [|{|] } }\n}",
        "The policy names the task 'Desk.AksAsync', which nothing declares; correct the id (the nearest is 'Desk.AskAsync') or remove the entry")]
    [InlineData("SWY3005", DiagnosticSeverity.Warning, "{\n  \"tiers\": { \"mid\": { \"models\": [\"local/one\"] } },\n  \"rules\": [{ \"name\": \"r\", \"when\": { \"asked\": [\"auto\", \"gpt-4.1\", \"Desk.*\", \"Desk.AskAsync\", [|\"Desk.AksAsync\"|]] }, \"then\": { \"maxTokens\": 5 } }] }",
        "The policy names the task 'Desk.AksAsync', which nothing declares; correct the id (the nearest is 'Desk.AskAsync') or remove the entry")]
    [InlineData("SWY3006", DiagnosticSeverity.Error, "{ \"tiers\": { \"mid\": { \"models\": [\"local/one\",\n  [|\"local/oen\"|]] } } }",
        "The policy names the model 'local/oen', which no manifest has; correct the id (the nearest is 'local/one') or add its manifest")]
    [InlineData("SWY3006", DiagnosticSeverity.Error, "{ \"tiers\": { \"cheap\": { \"models\": [[|\"Local/one\"|]] }, \"mid\": { \"models\": [\"local/one\"] } } }",
        "The policy names the model 'Local/one', which no manifest has; correct the id (the nearest is 'local/one') or add its manifest")]
    [InlineData("SWY3006", DiagnosticSeverity.Error, "{ \"tiers\": { \"mid\": { \"models\": [[|\"far/one\"|]] } } }",
        "The policy names the model 'far/one', which no manifest has; correct the id (the nearest is 'local/one') or add its manifest")]
    [InlineData("SWY3006", DiagnosticSeverity.Error, "{ \"tiers\": { \"mid\": { \"models\": [\"local/one\"] } },\n  \"rules\": [{ \"name\": \"r\", \"then\": { \"models\": [[|\"local/oen\"|]] } }] }",
        "The policy names the model 'local/oen', which no manifest has; correct the id (the nearest is 'local/one') or add its manifest")]
    [InlineData("SWY3007", DiagnosticSeverity.Error, "{ \"tiers\": { \"mid\": { \"models\": [\"local/one\"] } }, \"providers\": { \"local\": {},\n\"nobody\": [|{|] \"maxConcurrency\": 2 } } }",
        "The policy names the provider 'nobody', which has no manifest; correct the id (the nearest is 'local') or add its manifest")]
    [InlineData("SWY3007", DiagnosticSeverity.Error, "{ \"tiers\": { \"mid\": { \"models\": [\"local/one\"], \"only\": [\"local\",\n [|\"loacl\"|]] } } }",
        "The policy names the provider 'loacl', which has no manifest; correct the id (the nearest is 'local') or add its manifest")]
    [InlineData("SWY3007", DiagnosticSeverity.Error, "{ \"tiers\": { \"mid\": { \"models\": [\"local/one\"] } },\n \"tasks\": { \"Desk.AskAsync\": { \"avoid\": [[|\"loacl\"|]] } } }",
        "The policy names the provider 'loacl', which has no manifest; correct the id (the nearest is 'local') or add its manifest")]
    [InlineData("SWY3007", DiagnosticSeverity.Error, "{ \"tiers\": { \"mid\": { \"models\": [\"local/one\"] } },\n \"rules\": [{ \"name\": \"r\", \"then\": { \"avoid\": [[|\"loacl\"|]] } }] }",
        "The policy names the provider 'loacl', which has no manifest; correct the id (the nearest is 'local') or add its manifest")]
    [InlineData("SWY3007", DiagnosticSeverity.Error, "{ \"tiers\": { \"mid\": { \"models\": [\"local/one\"] } },\n \"rules\": [{ \"name\": \"r\", \"then\": { \"only\": [[|\"loacl\"|]] } }] }",
        "The policy names the provider 'loacl', which has no manifest; correct the id (the nearest is 'local') or add its manifest")]
    public async Task A_name_of_nothing_is_reported_on_the_policy(string id, DiagnosticSeverity severity, string marked, string message)
    {
        var markup = Markup.Parse(marked);
        var diagnostics = await AnalyzerVerifier.DiagnosticsAsync(
            TestCompilation.Create(Source("Mid")), new TextFile("/app/switchyard.json", markup.Source), new TextFile("/app/local.provider.json", Manifest));

        var only = Assert.Single(diagnostics);
        Assert.Equal((id, severity, message), (only.Id, only.Severity, only.GetMessage()));
        Assert.Equal(("/app/switchyard.json", markup.Spans.Single()), (only.Location.GetLineSpan().Path, only.Location.SourceSpan));
        Assert.Equal(
            markup.Source[..only.Location.SourceSpan.Start].Count(character => character == '\n'), only.Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public async Task The_nearest_of_several_is_offered()
    {
        var manifest = Manifest.Replace("""{ "id": "one" }""", """{ "id": "large" }, { "id": "small-2" }, { "id": "small" }""");
        var diagnostics = await AnalyzerVerifier.DiagnosticsAsync(
            TestCompilation.Create("class Desk;"),
            new TextFile("switchyard.json", """{ "tiers": { "mid": { "models": ["local/smal", "local/SMALL-2", "local/larger"] } } }"""),
            new TextFile("local.provider.json", manifest));

        Assert.Equal(
            ["(the nearest is 'local/small')", "(the nearest is 'local/small-2')", "(the nearest is 'local/large')"],
            diagnostics.Select(diagnostic => diagnostic.GetMessage()).Select(message => message[message.IndexOf('(')..(message.IndexOf(')') + 1)]));
    }

    [Fact]
    public async Task Names_are_not_doubted_where_nothing_is_known()
    {
        const string Policy = """{ "tiers": { "mid": { "models": ["far/one"] } }, "tasks": { "Shop.AskAsync": { "only": ["nobody"] } }, "providers": { "nobody": {} } }""";
        Assert.Empty(await AnalyzerVerifier.DiagnosticsAsync(TestCompilation.Create("class Desk;"), new TextFile("switchyard.json", Policy)));
    }

    [Fact]
    public Task Of_what_is_required_only_what_a_model_lacks_is_named() => AnalyzerVerifier.AssertAsync(
        Source("Mid", marked: true).Replace("Prompt(", "Requires(Capabilities.Tools | Capabilities.Images | Capabilities.Schema), Prompt("),
        "SWY3001",
        "No model can answer task 'Desk.AskAsync': all of its models are left out: local/one (it lacks schema, images), local/two (it lacks tools)",
        new TextFile("switchyard.json", """{ "tiers": { "mid": { "models": ["local/one", "local/two"] } } }"""),
        new TextFile("local.provider.json", Manifest.Replace("""{ "id": "one" }""", """{ "id": "one", "capabilities": ["tools"] }, { "id": "two", "capabilities": ["images", "schema"] }""")));

    [Theory]
    [InlineData("Model(\"local/one\", [|\"local/oen\"|])", "[Model] names the model 'local/oen', which no manifest has; correct the id (the nearest is 'local/one') or add its manifest")]
    [InlineData("Model([|\"Local/One\"|])", "[Model] names the model 'Local/One', which no manifest has; correct the id (the nearest is 'local/one') or add its manifest")]
    [InlineData("Only(\"local\", [|\"lokal\"|])", "[Only] names the provider 'lokal', which no manifest has; correct the id (the nearest is 'local') or add its manifest")]
    [InlineData("Avoid([|\"lokal\"|])", "[Avoid] names the provider 'lokal', which no manifest has; correct the id (the nearest is 'local') or add its manifest")]
    public Task A_constraint_on_nothing_is_reported(string constraint, string message) => AnalyzerVerifier.AssertAsync(
        Source("Mid").Replace("Prompt(", $"{constraint}, Prompt("), "SWY3009", message,
        new TextFile("switchyard.json", """{ "tiers": { "mid": { "models": ["local/one"] } } }"""), new TextFile("local.provider.json", Manifest));

    [Fact]
    public Task A_constraint_of_a_class_is_reported_once() => AnalyzerVerifier.AssertAsync(
        """
        using System.Threading.Tasks;
        using Switchyard;

        [Avoid([|"lokal"|])]
        partial class Desk(Router router)
        {
            [Tier(Tier.Mid), Prompt("Hello.")]
            public partial ValueTask<string> AskAsync();

            [Tier(Tier.Mid), Prompt("Hello.")]
            public partial ValueTask<string> ReplyAsync();
        }
        """,
        "SWY3009", "[Avoid] names the provider 'lokal', which no manifest has; correct the id (the nearest is 'local') or add its manifest",
        new TextFile("switchyard.json", """{ "tiers": { "mid": { "models": ["local/one"] } } }"""), new TextFile("local.provider.json", Manifest));

    [Fact]
    public async Task A_task_of_a_library_is_no_mistake()
    {
        GeneratorVerifier.Run(GeneratorVerifier.Driver(), TestCompilation.Create(Source("Mid").Replace("partial class Desk", "public partial class Shop")), out var library);
        var policy = new TextFile(
            "switchyard.json",
            """{ "tiers": { "mid": { "models": ["local/one"] } }, "tasks": { "Shop.AskAsync": {}, "Shop.ReplyAsync": {}, "Shop": {} } }""");

        var compilation = TestCompilation.Create(Source("Mid")).AddReferences(library.WithAssemblyName("Library").ToMetadataReference());
        var diagnostics = await AnalyzerVerifier.DiagnosticsAsync(compilation, policy);

        Assert.Equal(["SWY3005", "SWY3005"], diagnostics.Select(diagnostic => diagnostic.Id));
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.GetMessage().Contains("'Shop.AskAsync'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/app/b.provider.json", "/app/a.provider.json")]
    [InlineData("/app/a.provider.json", "/app/b.provider.json")]
    public async Task Of_two_manifests_with_one_id_the_second_is_reported(params string[] paths)
    {
        var diagnostics = await AnalyzerVerifier.DiagnosticsAsync(
            TestCompilation.Create("class Desk;"),
            [.. paths.Select(path => new TextFile(path, Manifest)), new TextFile("/app/c.provider.json", Manifest.Replace("local", "other"))]);

        var only = Assert.Single(diagnostics);
        Assert.Equal(
            ("SWY3008", "The provider id 'local' is that of a.provider.json already; leave one of the two manifests or give this one another id"),
            (only.Id, only.GetMessage()));
        Assert.Equal("/app/b.provider.json", only.Location.GetLineSpan().Path);
        Assert.Equal("\"local\"", Manifest.Substring(only.Location.SourceSpan.Start, only.Location.SourceSpan.Length));
    }

    [Theory]
    [InlineData("switchyard.json", "SWY3002", "{\n  \"tiers\": {\n    \"cheep\": [|{|] }\n  }\n}", "$.tiers.cheep: \"cheep\" is unknown here; known are cheap, mid, frontier")]
    [InlineData("switchyard.json", "SWY3002", "{ \"tiers\": [|{|]} }", "$.tiers: tiers is empty; name at least one tier")]
    [InlineData("switchyard.json", "SWY3002", "{ \"tiers\": { \"mid\": { \"models\": [] } }, \"limits\": { \"idle\": [|\"5 \\\"sec\"|] } }",
        "$.limits.idle: \"5 \"sec\" is no time; write a number above 0 and its unit: ms, s, m or h, such as \"8s\"")]
    [InlineData("switchyard.json", "SWY3002", "{ \"tiers\": { \"mid\": { \"models\": [] } }, \"limits\": { \"attempts\": [|-12|] } }",
        "$.limits.attempts: -12 must be a whole number from 1 to 2147483647")]
    [InlineData("switchyard.json", "SWY3002", "{ \"tiers\": { \"mid\": { \"models\": [] } },\n \"rules\": [{ \"name\": \"a\", \"then\": { \"tier\": \"mid\" } },\n { \"name\": \"b\", \"then\": { \"tier\": [|\"mid\"|] } }] }",
        "$.rules[1].then.tier: This never decides: \"a\", before it, decides whatever \"b\" matches; move it up or let it say less")]
    [InlineData("switchyard.json", "SWY3002", "{ \"tiers\": { \"mid\": {} }[||]", "$: A ',' or '}' was expected here")]
    [InlineData("switchyard.json", "SWY3002", "[||]", "$: The JSON ends too early; a value is missing here")]
    [InlineData("x.provider.json", "SWY3003", "[|{|] \"id\": \"x\", \"endpoint\": \"http://x/v1\", \"models\": [] }", "$: \"wire\" is missing; add it")]
    [InlineData("x.provider.json", "SWY3003", "[|12|]", "$: This must be an object, but it is a number")]
    public async Task A_mistake_is_reported_on_its_file(string file, string id, string marked, string message)
    {
        var markup = Markup.Parse(marked);
        var path = Path.Combine("app", file);
        TextFile[] others = file == "switchyard.json" ? [] : [new("switchyard.json", """{ "tiers": { "mid": { "models": ["x/one"] } } }""")];
        var diagnostics = await AnalyzerVerifier.DiagnosticsAsync(TestCompilation.Create(Source("Mid")), [new TextFile(path, markup.Source), .. others]);

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
