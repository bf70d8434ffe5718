using Microsoft.CodeAnalysis;

namespace Switchyard.Generators.Tests;

/// <summary>The rules that give advice on routes and prompts.</summary>
public sealed class AdviceRuleTests
{
    private const string Usings = """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using Switchyard;

        enum Intent { Refund, Other }

        """;

    // 40 tokens, of which a manifest below says that they are enough.
    private const string Rules = "Be polite, be short, and never promise a date. Answer in the customer's language. Do not speak of other shops. Ask at most one question. ";

    private static readonly TextFile s_policy = new("switchyard.json", """{ "tiers": { "mid": { "models": ["local/one", "far/one"] } } }""");
    private static readonly TextFile s_local = new("local.provider.json", """{ "id": "local", "name": "Local", "wire": "openai", "endpoint": "http://localhost/v1", "models": [{ "id": "one", "cacheMinimum": 30 }] }""");
    private static readonly TextFile s_far = new("far.provider.json", """{ "id": "far", "wire": "openai", "endpoint": "http://localhost/v1", "models": [{ "id": "one" }] }""");

    private static readonly TextFile s_able = new("local.provider.json", """{ "id": "local", "wire": "openai", "endpoint": "http://localhost/v1", "models": [{ "id": "one", "capabilities": ["schema", "tools", "images"] }] }""");
    private static readonly TextFile s_priced = new("local.provider.json", """{ "id": "local", "wire": "openai", "endpoint": "http://localhost/v1", "models": [{ "id": "one", "price": { "input": 2.7, "output": 10 } }] }""");
    private static readonly TextFile s_dear = new("far.provider.json", """{ "id": "far", "wire": "openai", "endpoint": "http://localhost/v1", "models": [{ "id": "one", "price": { "input": 20, "output": 10 } }] }""");

    private static TextFile PolicyWith(string members) => new("switchyard.json", $$"""{ "tiers": { "mid": { "models": ["local/one", "far/one"] } }, {{members}} }""");

    [Theory]
    [InlineData("Prove that {text}.", "string", "asks for a proof", "Mid")]
    [InlineData("Write a C# program that sorts these lines: {text}", "string", "asks for a program", "Mid")]
    [InlineData("Work out the answer step by step: {text}", "string", "asks for several steps of reasoning", "Mid")]
    [InlineData("Given these clauses, assess whether the contract is enforceable under the statute, argue both sides, and cite the clause for each point: {text}", "string",
        "looks hard (mid: asks for reasons; legal matter; 2 conditions)", "Mid")]
    public Task Too_cheap(string prompt, string returns, string reason, string fit) => AssertAsync(
        $"[Tier([|Tier.Cheap|]), Prompt(\"{prompt}\")] public partial ValueTask<{returns}> AskAsync(string text);",
        "SWY4001", $"Task 'Desk.AskAsync' is for cheap models, but its prompt {reason}; [Tier({fit})] would fit");

    [Theory]
    [InlineData("Which of these is meant? {text}", "Intent", "chooses one of Intent")]
    [InlineData("Which of these is meant? {text}", "RoutedResult<Intent>", "chooses one of Intent")]
    [InlineData("Extract the order number: {text}", "string", "picks something from what it is given")]
    [InlineData("Is this spam? Answer with yes or no. {text}", "string", "asks for yes or no")]
    public Task Too_dear(string prompt, string returns, string reason) => AssertAsync(
        $"[Tier([|Tier.Frontier|]), Prompt(\"{prompt}\")] public partial ValueTask<{returns}> AskAsync(string text);",
        "SWY4002", $"Task 'Desk.AskAsync' is for frontier models, but it only {reason}; [Tier(Cheap)] would fit");

    [Theory]
    [InlineData("Auto", "Prove that {text}.", "string")]
    [InlineData("Mid", "Prove that {text}.", "string")]
    [InlineData("Frontier", "Prove or disprove, and choose: {text}", "Intent")]
    [InlineData("Frontier", "Draft the reply. {text}", "string")]
    public Task A_tier_that_fits(string tier, string prompt, string returns) => AssertAsync(
        $"[Tier(Tier.{tier}), Prompt(\"{prompt}\")] public partial ValueTask<{returns}> AskAsync(string text);", "", "");

    [Theory]
    [InlineData("\"local/one\"", "only 'local/one' can answer it")]
    [InlineData("\"local/one\", \"local/two\"", "all 2 models that can answer it are of 'local'")]
    public Task One_point_of_failure(string models, string reason) => AssertAsync(
        "[Tier([|Tier.Mid|]), Prompt(\"Hello.\")] public partial ValueTask<string> AskAsync();",
        "SWY4003", $"Task 'Desk.AskAsync' has one point of failure: {reason}; add a model of another provider to its tier",
        new TextFile("switchyard.json", $$"""{ "tiers": { "mid": { "models": [{{models}}] } } }"""));

    [Fact]
    public async Task Two_providers_are_no_single_point_of_failure() => Assert.Empty(await AnalyzerVerifier.AllDiagnosticsAsync(
        TestCompilation.Create(Usings + "partial class Desk(Router router) { [Tier(Tier.Mid), Prompt(\"Hello.\")] public partial ValueTask<string> AskAsync(); }"),
        [s_policy]));

    [Theory]
    [InlineData("Model(\"local/one\")", "only 'local/one' can answer it")]
    [InlineData("Only(\"local\")", "only 'local/one' can answer it")]
    [InlineData("Avoid(\"far\")", "only 'local/one' can answer it")]
    public Task One_point_of_failure_is_what_the_constraints_leave(string constraint, string reason) => AssertAsync(
        $"[Tier([|Tier.Mid|]), {constraint}, Prompt(\"Hello.\")] public partial ValueTask<string> AskAsync();",
        "SWY4003", $"Task 'Desk.AskAsync' has one point of failure: {reason}; add a model of another provider to its tier",
        s_policy, s_local, s_far);

    [Theory]
    [InlineData("\"US_KEY\"", "\"US_KEY\"", true)]
    [InlineData("\"US_KEY\"", "\"EU_KEY\"", false)]
    [InlineData("\"US_KEY\"", "\"US_KEY\", \"EU_KEY\"", false)]
    [InlineData("", "", false)]
    public async Task One_key_for_all_providers_is_a_single_point_of_failure(string keys, string others, bool isOne)
    {
        var diagnostics = await AnalyzerVerifier.AllDiagnosticsAsync(
            TestCompilation.Create(Usings + "partial class Desk(Router router) { [Tier(Tier.Mid), Prompt(\"Hello.\")] public partial ValueTask<string> AskAsync(); }"),
            [new TextFile("switchyard.json", """{ "tiers": { "mid": { "models": ["us/one", "eu/one"] } } }"""), Manifest("us", keys), Manifest("eu", others)]);
        if (isOne)
            Assert.Contains("all 2 models that can answer it use the one key US_KEY;", Assert.Single(diagnostics).GetMessage(), StringComparison.Ordinal);
        else
            Assert.Empty(diagnostics);

        static TextFile Manifest(string id, string keys) => new(
            id + ".provider.json", $$"""{ "id": "{{id}}", "wire": "openai", "endpoint": "https://{{id}}.test/v1", "keys": [{{keys}}], "models": [{ "id": "one", "tier": "mid" }] }""");
    }

    [Fact]
    public async Task A_model_of_another_provider_is_no_single_point_of_failure() => Assert.Empty(await AnalyzerVerifier.AllDiagnosticsAsync(
        TestCompilation.Create(Usings + "partial class Desk(Router router) { [Tier(Tier.Mid), Model(\"local/one\", \"far/one\"), Prompt(\"Hello.\")] public partial ValueTask<string> AskAsync(); }"),
        [new TextFile("switchyard.json", """{ "tiers": { "mid": { "models": ["local/one"] } } }"""), s_local, s_far]));

    [Fact]
    public Task What_cannot_answer_has_no_cache() => AssertAsync(
        $"[Tier(Tier.Mid), Only(\"far\"), Prompt(\"A question of {{name}}. {Rules}\")] public partial ValueTask<string> AskAsync(string name);", "", "",
        s_policy, s_local, s_far);

    [Theory]
    [InlineData("A question of {name}. " + Rules, "SWY4004", 15)]
    [InlineData("Prove that {name}.", "SWY4001", -1)]
    public async Task A_prompt_in_a_file_is_read(string text, string id, int place)
    {
        var source = $"{Usings}partial class Desk(Router router) {{ [Tier(Tier.Cheap), Prompt(File = \"prompts/ask.md\")] public partial ValueTask<string> AskAsync(string name); }}";
        var diagnostic = Assert.Single(await AnalyzerVerifier.DiagnosticsAsync(
            TestCompilation.Create(source),
            new TextFile("switchyard.json", """{ "tiers": { "cheap": { "models": ["local/one"] } } }"""), s_local, new TextFile("/app/prompts/ask.md", text)));
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(place >= 0, diagnostic.Location.GetLineSpan().Path == "/app/prompts/ask.md");
        if (place >= 0)
            Assert.Equal((place, 4), (diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Theory]
    [InlineData("[Prompt(\"A question of {[|name|]}. " + Rules + "\")]", "string name")]
    [InlineData("[System(\"{[|name|]} asks. " + Rules + "\"), Prompt(\"{text}\")]", "string name, string text")]
    public Task Cache_breaker(string attributes, string parameters) => AssertAsync(
        $"[Tier(Tier.Mid)] {attributes} public partial ValueTask<string> AskAsync({parameters});",
        "SWY4004",
        $"'{{name}}' stands before about {(attributes.StartsWith("[P", StringComparison.Ordinal) ? 35 : 36)} tokens of constant text of task 'Desk.AskAsync', which so are in no prompt cache; put the constant text first",
        s_policy, s_local, s_far);

    [Theory]
    [InlineData("[Prompt(\"" + Rules + "A question of {name}.\")]")]
    [InlineData("[Prompt(\"{name} asks. Be polite.\")]")]
    public Task Constant_text_first_or_too_short_to_cache(string attributes) => AssertAsync(
        $"[Tier(Tier.Mid)] {attributes} public partial ValueTask<string> AskAsync(string name);", "", "", s_policy, s_local, s_far);

    [Fact]
    public Task Short_cache_prefix() => AssertAsync(
        "[Tier(Tier.Mid), Prompt(\"Be polite, be short, and never promise a date. Answer in the customer's language. Do not speak of other.\\n{name}\")] "
        + "public partial ValueTask<string> [|AskAsync|](string name);",
        "SWY4005",
        "The constant beginning of task 'Desk.AskAsync' has about 26 tokens, and Local caches from 30; some more constant text in front would make every call cheaper",
        s_policy, s_local, s_far);

    [Theory]
    [InlineData("[Prompt(\"It is {[|now|]:o}. " + Rules + "\")]", "DateTimeOffset now")]
    [InlineData("[Prompt(\"Request {[|now|]}. " + Rules + "\")]", "Guid? now")]
    [InlineData("[System(\"It is {[|now|]}.\"), Prompt(\"{text}\")]", "DateTime now, string text")]
    public Task Volatile_prefix(string attributes, string parameters) => AssertAsync(
        $"[Tier(Tier.Mid)] {attributes} public partial ValueTask<string> AskAsync({parameters});",
        "SWY4006", "'{now}' of task 'Desk.AskAsync' is another value in every call, so that nothing behind it is in a prompt cache; put it last",
        s_policy, s_local, s_far);

    [Theory]
    [InlineData("[Prompt(\"" + Rules + "It is {now:o}.\")]", "DateTimeOffset now")]
    [InlineData("[Prompt(\"On {now}, the customer wrote: {text}\")]", "DateOnly now, string text")]
    public Task A_volatile_value_at_the_end(string attributes, string parameters) => AssertAsync(
        $"[Tier(Tier.Mid)] {attributes} public partial ValueTask<string> AskAsync({parameters});", "", "", s_policy, s_local, s_far);

    [Theory]
    [InlineData("0.00065", "", "0.0007318")]
    [InlineData("0.0001", "MaxTokens(1), ", "0.0001018")]
    public Task Ceiling_too_low(string ceiling, string more, string least) => AssertAsync(
        $"[Tier(Tier.Mid), {more}[|MaxCost({ceiling})|], Prompt(\"{Rules}{{text}}\")] public partial ValueTask<string> AskAsync(string text);",
        "SWY4009",
        $"Task 'Desk.AskAsync' may cost {ceiling} USD a call, but its constant text and the shortest useful answer alone cost about {least} USD at 'local/one', the cheapest of its models; raise [MaxCost], shorten the prompt, or choose a cheaper tier",
        s_policy, s_priced, s_dear);

    [Fact]
    public Task A_ceiling_that_the_cheapest_model_keeps() => AssertAsync(
        $"[Tier(Tier.Mid), MaxCost(0.0008), Prompt(\"{Rules}{{text}}\")] public partial ValueTask<string> AskAsync(string text);", "", "", s_policy, s_priced, s_dear);

    [Theory]
    [InlineData("", "\"limits\": { \"costUsd\": 0.00065 }", "0.0007318")]
    [InlineData("MaxCost(0.01), ", "\"limits\": { \"costUsd\": 0.00065 }", "0.0007318")]
    [InlineData("", "\"tasks\": { \"Desk.AskAsync\": { \"maxCostUsd\": 0.00065 } }", "0.0007318")]
    [InlineData("", "\"tasks\": { \"Desk.AskAsync\": { \"maxCostUsd\": 0.00065 } }, \"limits\": { \"costUsd\": 1 }", "0.0007318")]
    [InlineData("MaxTokens(50), ", "\"tasks\": { \"Desk.AskAsync\": { \"maxTokens\": 1 } }, \"limits\": { \"costUsd\": 0.0001 }", "0.0001018", "0.0001")]
    public Task A_ceiling_of_the_policy_is_too_low(string more, string members, string least, string ceiling = "0.00065") => AssertAsync(
        $"[Tier([|Tier.Mid|]), {more}Prompt(\"{Rules}{{text}}\")] public partial ValueTask<string> AskAsync(string text);",
        "SWY4009",
        $"Task 'Desk.AskAsync' may cost {ceiling} USD a call, but its constant text and the shortest useful answer alone cost about {least} USD at 'local/one', the cheapest of its models; raise the ceiling in switchyard.json, shorten the prompt, or choose a cheaper tier",
        PolicyWith(members), s_priced, s_dear);

    [Theory]
    [InlineData("\"tasks\": { \"Desk.AskAsync\": { \"maxLatency\": \"4s\" } }")]
    [InlineData("\"tasks\": { \"Desk.AskAsync\": { \"maxLatency\": \"4s\" } }, \"limits\": { \"deadline\": \"30s\" }", "MaxLatency(5000), ")]
    public Task A_latency_budget_of_the_policy(string members, string more = "") => AssertAsync(
        $"[Tier([|Tier.Mid|]), {more}Prompt(\"Hello.\")] public partial ValueTask<string> AskAsync();",
        "SWY4010",
        "Task 'Desk.AskAsync' chooses models that usually answer within 4000 ms, but the policy's limits let a call take 30 s; lower \"limits\" in switchyard.json to hold calls to the budget",
        PolicyWith(members), s_local, s_far);

    [Theory]
    [InlineData("\"limits\": { \"costUsd\": 1, \"deadline\": \"4s\" }, \"tasks\": { \"Desk.AskAsync\": { \"maxLatency\": \"4s\" } }")]
    [InlineData("\"tasks\": { \"Desk.OtherAsync\": { \"maxLatency\": \"4s\", \"maxCostUsd\": 0.00065 } }")]
    public async Task Ceilings_of_the_policy_that_hold_or_are_anothers(string members) => Assert.DoesNotContain(
        await AnalyzerVerifier.DiagnosticsAsync(TestCompilation.Create($$"""
            using System.Threading.Tasks;
            using Switchyard;
            partial class Desk(Router router) { [Tier(Tier.Mid), Prompt("{{Rules}}{text}")] public partial ValueTask<string> AskAsync(string text); }
            """), PolicyWith(members), s_priced, s_dear),
        diagnostic => diagnostic.Id is RuleIds.CeilingTooLow or RuleIds.LatencyBudget);

    [Theory]
    [InlineData("", "30")]
    [InlineData("Attempts(1), ", "20")]
    public Task Latency_budget(string more, string limit) => AssertAsync(
        $"[Tier(Tier.Mid), {more}[|MaxLatency(5000)|], Prompt(\"Hello.\")] public partial ValueTask<string> AskAsync();",
        "SWY4010",
        $"Task 'Desk.AskAsync' chooses models that usually answer within 5000 ms, but the policy's limits let a call take {limit} s; lower \"limits\" in switchyard.json to hold calls to the budget",
        s_policy, s_local, s_far);

    [Fact]
    public Task A_budget_that_the_limits_hold() => AssertAsync(
        "[Tier(Tier.Mid), MaxLatency(30000), Prompt(\"Hello.\")] public partial ValueTask<string> AskAsync();", "", "", s_policy, s_local, s_far);

    [Theory]
    [InlineData(8000)]
    [InlineData(100_000)]
    public Task Shrinking_window(int window) => AssertAsync(
        "[Tier([|Tier.Mid|]), Prompt(\"Reply to {text}\")] public partial ValueTask<string> AskAsync(string text);",
        "SWY4011",
        $"What task 'Desk.AskAsync' sends may fit 'local/one' (200000 tokens) but not 'far/one' ({window} tokens), which then is no fallback; choose one with a larger context window, or keep the arguments short",
        s_policy, Holding("local", 200_000), Holding("far", window));

    [Theory]
    [InlineData("Tier(Tier.Mid)", "string text", 100_001)]
    [InlineData("Tier(Tier.Mid)", "int text", 8000)]
    [InlineData("Tier(Tier.Auto)", "string text", 8000)]
    [InlineData("Tier(Tier.Mid), Model(\"far/one\", \"local/one\")", "string text", 8000)]
    public Task A_window_that_does_not_matter(string attributes, string parameter, int window) => AssertAsync(
        $"[{attributes}, Prompt(\"Reply to {{text}}\")] public partial ValueTask<string> AskAsync({parameter});", "", "",
        s_policy, Holding("local", 200_000), Holding("far", window));

    [Theory]
    [InlineData("string", "ImageContent text", "'far/one' lacks images and so is never asked")]
    [InlineData("Intent", "string text", "'far/one' lacks schema and so is told the form of the answer in words")]
    [InlineData("Intent", "ImageContent text", "'far/one' lacks images and so is never asked")]
    [InlineData("RoutedResult<int>", "string text", "'far/one' lacks schema and so is told the form of the answer in words")]
    public Task Capability_mismatch(string returns, string parameter, string reason) => AssertAsync(
        $"[Tier([|Tier.Mid|]), Prompt(\"What is this? {{text}}\")] public partial ValueTask<{returns}> AskAsync({parameter});",
        "SWY4012", $"Not every model of task 'Desk.AskAsync' can do what it asks for: {reason}; choose models that can",
        s_policy, s_able, s_far);

    [Fact]
    public Task Several_capabilities_are_named() => AssertAsync(
        "[Tier([|Tier.Mid|]), Requires(Capabilities.Tools | Capabilities.Schema), Prompt(\"Hello.\")] public partial ValueTask<string> AskAsync();",
        "SWY4012", "Not every model of task 'Desk.AskAsync' can do what it asks for: 'far/one' lacks schema, tools and so is never asked; choose models that can",
        s_policy, s_able, s_far);

    [Fact]
    public async Task Deprecated_model()
    {
        const string Policy = "{ \"tiers\": { \"mid\": { \"models\": [[|\"local/old\"|], \"local/new\"] } } }";
        var manifest = new TextFile("local.provider.json", """{ "id": "local", "wire": "openai", "endpoint": "http://localhost/v1", "models": [{ "id": "old", "successor": "local/new" }, { "id": "new" }] }""");
        var diagnostic = Assert.Single(await FileDiagnosticsAsync(Markup.Parse(Policy).Source, manifest));
        Assert.Equal("SWY4007", diagnostic.Id);
        Assert.Equal("The policy names the model 'local/old', which its vendor has deprecated; its successor is 'local/new'", diagnostic.GetMessage());
        Assert.Equal(Markup.Parse(Policy).Spans, [diagnostic.Location.SourceSpan]);
    }

    [Theory]
    [InlineData("2026-05-01", null, 180)]
    [InlineData("2026-11-01", "21", 21)]
    public async Task Stale_catalog(string date, string? setting, int days)
    {
        var manifest = $$"""{ "id": "local", "wire": "openai", "endpoint": "http://localhost/v1", "date": "{{date}}", "models": [{ "id": "one" }] }""";
        var diagnostic = Assert.Single(await FileDiagnosticsAsync(s_policy.Text, new("local.provider.json", manifest), s_far, setting));
        Assert.Equal("SWY4008", diagnostic.Id);
        Assert.Equal(
            $"The figures of local.provider.json are of {date}, more than {days} days ago; look them up again, or raise switchyard_catalog_max_age_days",
            diagnostic.GetMessage());
        Assert.Equal(manifest.IndexOf($"\"{date}\"", StringComparison.Ordinal), diagnostic.Location.SourceSpan.Start);
        Assert.EndsWith("local.provider.json", diagnostic.Location.GetLineSpan().Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-01", null)]
    [InlineData("2026-11-02", "21")]
    [InlineData("2020-01-01", "none")]
    public async Task A_catalog_that_is_not_stale(string date, string? setting) => Assert.Empty(await FileDiagnosticsAsync(
        s_policy.Text,
        new("local.provider.json", $$"""{ "id": "local", "wire": "openai", "endpoint": "http://localhost/v1", "date": "{{date}}", "models": [{ "id": "one" }] }"""),
        s_far,
        setting));

    private static async Task<IReadOnlyList<Diagnostic>> FileDiagnosticsAsync(string policy, TextFile manifest, TextFile? other = null, string? maxAge = null)
    {
        var settings = maxAge is null ? [] : new Dictionary<string, string> { [StaleCatalogAnalyzer.MaxAgeKey] = maxAge };
        AdditionalText[] files = [new TextFile("switchyard.json", policy), manifest, .. other is null ? Array.Empty<TextFile>() : [other]];
        return await AnalyzerVerifier.AllDiagnosticsAsync(TestCompilation.Create("class Desk;"), files, settings);
    }

    private static TextFile Holding(string provider, int window) => new(
        $"{provider}.provider.json",
        $$"""{ "id": "{{provider}}", "wire": "openai", "endpoint": "http://localhost/v1", "models": [{ "id": "one", "contextWindow": {{window}} }] }""");

    private static Task AssertAsync(string member, string id, string message, params AdditionalText[] files) =>
        AnalyzerVerifier.AssertAsync($"{Usings}partial class Desk(Router router) {{ {member} }}", id, message, files);
}
