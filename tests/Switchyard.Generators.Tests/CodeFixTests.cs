using System.Composition;
using System.Reflection;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Switchyard.Generators.Tests;

/// <summary>What an editor offers for our rules, one at a time and all at once.</summary>
public sealed class CodeFixTests
{
    private const string Usings = "using System;\nusing System.Threading;\nusing System.Threading.Tasks;\nusing Switchyard;\nusing static Switchyard.Tier;\n\n";

    private const string Rules = "Be polite, be short, and never promise a date.";

    [Fact]
    public void Every_fix_is_exported_once() => Assert.All(CodeFixVerifier.Fixes, fix =>
    {
        Assert.Contains("C#", fix.GetType().GetCustomAttribute<ExportCodeFixProviderAttribute>()!.Languages);
        Assert.NotNull(fix.GetType().GetCustomAttribute<SharedAttribute>());
        Assert.NotNull(fix.GetFixAllProvider());
    });

    [Theory]
    [InlineData("[Tier(Tier.Cheap)]", "[Tier(Tier.Mid)]")]
    [InlineData("[Tier(Cheap)]", "[Tier(Mid)]")]
    [InlineData("[Tier(tier: Switchyard.Tier.Cheap)]", "[Tier(tier: Switchyard.Tier.Mid)]")]
    public Task Change_the_tier(string before, string after) => AssertMemberAsync(
        "SWY4001",
        $"{before}\n    [Prompt(\"Prove {{text}}.\")]\n    public partial ValueTask<string> AskAsync(string text);",
        $"{after}\n    [Prompt(\"Prove {{text}}.\")]\n    public partial ValueTask<string> AskAsync(string text);",
        "Change the tier to Mid");

    [Fact]
    public Task Change_all_tiers() => CodeFixVerifier.AssertAllAsync(
        "SWY4002",
        [Class("[Tier(Frontier), Prompt(\"Extract the date: {a}\")] public partial ValueTask<string> OneAsync(string a);\n    [Tier(Tier.Frontier), Prompt(\"Extract the name: {a}\")] public partial ValueTask<string> TwoAsync(string a);")],
        [Class("[Tier(Cheap), Prompt(\"Extract the date: {a}\")] public partial ValueTask<string> OneAsync(string a);\n    [Tier(Tier.Cheap), Prompt(\"Extract the name: {a}\")] public partial ValueTask<string> TwoAsync(string a);")]);

    [Theory]
    [InlineData("{mesage}", "{message}")]
    [InlineData("{Message}", "{message}")]
    [InlineData("{oder:N0}", "{order:N0}")]
    public Task Fix_a_placeholder(string before, string after)
    {
        const string Task = "[Tier(Mid), Prompt(\"{order} {message} X\")] public partial ValueTask<string> AskAsync(string message, int order, CancellationToken token = default);";
        return AssertMemberAsync("SWY2001", Task.Replace("X", before), Task.Replace("X", after), $"Change to {{{after.Trim('{', '}').Split(':')[0]}}}");
    }

    [Fact]
    public Task Fix_all_placeholders() => CodeFixVerifier.AssertAllAsync(
        "SWY2001",
        [Class("[Tier(Mid), System(\"{naem}\"), Prompt(\"{txt} {naem}\")] public partial ValueTask<string> AskAsync(string text, string name);")],
        [Class("[Tier(Mid), System(\"{name}\"), Prompt(\"{text} {name}\")] public partial ValueTask<string> AskAsync(string text, string name);")]);

    [Fact]
    public Task A_placeholder_without_a_parameter_is_left() => CodeFixVerifier.AssertNothingAsync(
        "SWY2001", Class("[Tier(Mid), Prompt(\"{text}\")] public partial ValueTask<string> AskAsync(CancellationToken token);"));

    [Theory]
    [InlineData("\"It is {now}. " + Rules + "\"", "\"" + Rules + " It is {now}.\"")]
    [InlineData("\"Now: {now}\\n" + Rules + "\"", "\"" + Rules + "\\nNow: {now}\"")]
    [InlineData("\"\"\"\n        Now: {now}\n        \"You\" answer.\n        " + Rules + "\n        \"\"\"", "\"\"\"\n        \"You\" answer.\n        " + Rules + "\n        Now: {now}\n        \"\"\"")]
    public Task Put_the_constant_text_first(string before, string after) => AssertMemberAsync(
        "SWY4006",
        $"[Tier(Mid), System({before}), Prompt(\"{{text}}\")]\n    public partial ValueTask<string> AskAsync(DateTime now, string text);",
        $"[Tier(Mid), System({after}), Prompt(\"{{text}}\")]\n    public partial ValueTask<string> AskAsync(DateTime now, string text);",
        "Put the constant text first");

    [Theory]
    [InlineData("\"It is {now} and you are polite\"")]
    [InlineData("\"You are polite. It is {now}.\"")]
    [InlineData("\"It is {now}. \" + Rules.Text")]
    public Task An_order_that_is_not_free_is_left(string prompt) => CodeFixVerifier.AssertNothingAsync(
        "SWY4006",
        Class($"[Tier(Mid), System({prompt}), Prompt(\"{{text}}\")] public partial ValueTask<string> AskAsync(DateTime now, string text);") + "static class Rules { public const string Text = \"Be polite.\"; }\n");

    [Fact]
    public Task Start_the_tasks_together() => AssertBodyAsync(
        "SWY5001",
        """
                // The first.
                var a = await desk.OneAsync(text);
                string b = await desk.TwoAsync(text); // The second.
                return a + b;
        """,
        """
                // The first.
                var aTask = desk.OneAsync(text).AsTask();
                var bTask = desk.TwoAsync(text);
                await Task.WhenAll(aTask, bTask);
                var a = await aTask;
                string b = await bTask; // The second.
                return a + b;
        """,
        "Start the tasks together");

    [Fact]
    public Task Start_three_tasks_together_as_they_were_awaited() => AssertBodyAsync(
        "SWY5001",
        """
                var aTask = 1;
                var a = await desk.OneAsync(text).ConfigureAwait(false);
                var b = await desk.OneAsync(text).ConfigureAwait(false);
                var c = await desk.TwoAsync(text + aTask).ConfigureAwait(false);
                return a + b + c;
        """,
        """
                var aTask = 1;
                var aTask2 = desk.OneAsync(text).AsTask();
                var bTask = desk.OneAsync(text).AsTask();
                var cTask = desk.TwoAsync(text + aTask);
                await Task.WhenAll(aTask2, bTask, cTask).ConfigureAwait(false);
                var a = await aTask2.ConfigureAwait(false);
                var b = await bTask.ConfigureAwait(false);
                var c = await cTask.ConfigureAwait(false);
                return a + b + c;
        """,
        "Start the tasks together");

    [Fact]
    public Task Start_all_runs_of_tasks_together() => CodeFixVerifier.AssertAllAsync(
        "SWY5001",
        [
            Program("        var a = await desk.TwoAsync(text);\n        var b = await desk.TwoAsync(text);\n        return a + b;"),
            "partial class Other { public static async System.Threading.Tasks.Task<string> RunAsync(Desk desk)\n{\n    var a = await desk.TwoAsync(\"\");\n    var b = await desk.TwoAsync(\"\");\n    return a + b;\n} }\n",
        ],
        [
            Program("        var aTask = desk.TwoAsync(text);\n        var bTask = desk.TwoAsync(text);\n        await Task.WhenAll(aTask, bTask);\n        var a = await aTask;\n        var b = await bTask;\n        return a + b;"),
            "partial class Other { public static async System.Threading.Tasks.Task<string> RunAsync(Desk desk)\n{\n        var aTask = desk.TwoAsync(\"\");\n        var bTask = desk.TwoAsync(\"\");\n        await System.Threading.Tasks.Task.WhenAll(aTask, bTask);\n        var a = await aTask;\n        var b = await bTask;\n        return a + b;\n} }\n",
        ]);

    [Theory]
    [InlineData("desk.OneAsync(text)", "desk.OneAsync(text, token)")]
    [InlineData("desk.OneAsync(text: text)", "desk.OneAsync(text: text, cancellationToken: token)")]
    [InlineData("desk.ThreeAsync()", "desk.ThreeAsync(cancellationToken: token)")]
    public Task Pass_the_token(string before, string after) => AssertBodyAsync(
        "SWY5005",
        $"        var token = CancellationToken.None;\n        return await {before};",
        $"        var token = CancellationToken.None;\n        return await {after};",
        "Pass token");

    [Fact]
    public Task Pass_all_tokens() => CodeFixVerifier.AssertAllAsync(
        "SWY5005",
        [Program("        var token = CancellationToken.None;\n        return await desk.OneAsync(await desk.OneAsync(text)) + await desk.ThreeAsync();")],
        [Program("        var token = CancellationToken.None;\n        return await desk.OneAsync(await desk.OneAsync(text, token), token) + await desk.ThreeAsync(cancellationToken: token);")]);

    [Fact]
    public Task Let_a_task_take_a_token_where_it_is_declared() => CodeFixVerifier.AssertAllAsync(
        "SWY5006",
        [
            "using System;\n\nclass Window(Desk desk)\n{\n    public async void OnClick(object sender, EventArgs e) => _ = await desk.TwoAsync(\"a\");\n}\n",
            "using System.Threading.Tasks;\nusing Switchyard;\n\npartial class Desk(Router router)\n{\n    [Tier(Tier.Mid), Prompt(\"{text}\")]\n    public partial Task<string> TwoAsync(string text);\n}\n",
        ],
        [
            "using System;\n\nclass Window(Desk desk)\n{\n    public async void OnClick(object sender, EventArgs e) => _ = await desk.TwoAsync(\"a\");\n}\n",
            "using System.Threading;\nusing System.Threading.Tasks;\nusing Switchyard;\n\npartial class Desk(Router router)\n{\n    [Tier(Tier.Mid), Prompt(\"{text}\")]\n    public partial Task<string> TwoAsync(string text, CancellationToken cancellationToken = default);\n}\n",
        ]);

    [Theory]
    [InlineData("public class Desk(Router router)", "public partial class Desk(Router router)")]
    [InlineData("/// <summary>A desk.</summary>\nclass Desk(Router router)", "/// <summary>A desk.</summary>\npartial class Desk(Router router)")]
    [InlineData("internal sealed record Desk(Router Router)", "internal sealed partial record Desk(Router Router)")]
    public Task Make_a_type_partial(string before, string after)
    {
        const string Body = "\n{\n    [Tier(Mid), Prompt(\"Hello.\")]\n    public partial ValueTask<string> AskAsync();\n}\n";
        return CodeFixVerifier.AssertAsync("SWY1002", Usings + before + Body, Usings + after + Body, "Make Desk partial");
    }

    [Fact]
    public Task Make_all_types_partial() => CodeFixVerifier.AssertAllAsync(
        "SWY1002",
        [Usings + "class Outer\n{\n    public class Desk(Router router)\n    {\n        [Tier(Mid), Prompt(\"Hello.\")] public partial ValueTask<string> AskAsync();\n        [Tier(Mid), Prompt(\"Hello.\")] public partial ValueTask<string> ReplyAsync();\n    }\n}\n"],
        [Usings + "partial class Outer\n{\n    public partial class Desk(Router router)\n    {\n        [Tier(Mid), Prompt(\"Hello.\")] public partial ValueTask<string> AskAsync();\n        [Tier(Mid), Prompt(\"Hello.\")] public partial ValueTask<string> ReplyAsync();\n    }\n}\n"]);

    [Theory]
    [InlineData("public ValueTask<string> AskAsync() => throw new NotImplementedException();")]
    [InlineData("public async ValueTask<string> AskAsync() => default;")]
    [InlineData("public ValueTask<string> AskAsync() { throw new NotImplementedException(); }")]
    public Task Make_a_task_partial(string before) => AssertMemberAsync(
        "SWY1001",
        $"[Tier(Mid), Prompt(\"Hello.\")]\n    {before} // Really.",
        "[Tier(Mid), Prompt(\"Hello.\")]\n    public partial ValueTask<string> AskAsync(); // Really.",
        "Make AskAsync partial");

    [Fact]
    public Task A_body_that_somebody_wrote_is_left() => CodeFixVerifier.AssertNothingAsync(
        "SWY1001", Class("[Tier(Mid), Prompt(\"Hello.\")] public ValueTask<string> AskAsync() => new(router.ToString()!);"));

    [Theory]
    [InlineData("class Desk\n{\n    T\n}", "class Desk(Router router)\n{\n    T\n}")]
    [InlineData("class Desk<TText> where TText : class\n{\n    T\n}", "class Desk<TText>(Router router) where TText : class\n{\n    T\n}")]
    [InlineData("record Desk(string Name, int Size = 1)\n{\n    T\n}", "record Desk(string Name, Router router, int Size = 1)\n{\n    T\n}")]
    [InlineData("class Desk(int size = 1)\n{\n    public int Size { get; } = size;\n\n    T\n}", "class Desk(Router router, int size = 1)\n{\n    public int Size { get; } = size;\n\n    T\n}")]
    [InlineData(
        "class Desk\n{\n    public Desk(string name)\n    {\n        Name = name;\n    }\n\n    public string Name { get; }\n\n    T\n}",
        "class Desk\n{\n    private readonly Router _router;\n\n    public Desk(string name, Router router)\n    {\n        _router = router;\n        Name = name;\n    }\n\n    public string Name { get; }\n\n    T\n}")]
    public Task Let_a_type_take_a_router(string before, string after)
    {
        const string Task = "[Tier(Mid), Prompt(\"Hello.\")] public partial ValueTask<string> AskAsync();";
        return CodeFixVerifier.AssertAsync(
            "SWY1003", $"{Usings}partial {before.Replace("T\n", Task + "\n")}\n", $"{Usings}partial {after.Replace("T\n", Task + "\n")}\n", "Let Desk take a Router");
    }

    [Fact]
    public Task Let_a_static_task_take_a_router() => CodeFixVerifier.AssertAsync(
        "SWY1003",
        Usings + "static partial class Desk\n{\n    [Tier(Mid), Prompt(\"{text}\")] public static partial ValueTask<string> AskAsync(string text, CancellationToken token = default);\n}\n",
        Usings + "static partial class Desk\n{\n    [Tier(Mid), Prompt(\"{text}\")] public static partial ValueTask<string> AskAsync(string text, Router router, CancellationToken token = default);\n}\n");

    [Fact]
    public Task Let_all_types_take_a_router() => CodeFixVerifier.AssertAllAsync(
        "SWY1003",
        [Usings + "partial class One\n{\n    [Tier(Mid), Prompt(\"A.\")] public partial ValueTask<string> AskAsync();\n    [Tier(Mid), Prompt(\"B.\")] public partial ValueTask<string> ReplyAsync();\n}\n\npartial class Two\n{\n    [Tier(Mid), Prompt(\"A.\")] public partial ValueTask<string> AskAsync();\n}\n"],
        [Usings + "partial class One(Router router)\n{\n    [Tier(Mid), Prompt(\"A.\")] public partial ValueTask<string> AskAsync();\n    [Tier(Mid), Prompt(\"B.\")] public partial ValueTask<string> ReplyAsync();\n}\n\npartial class Two(Router router)\n{\n    [Tier(Mid), Prompt(\"A.\")] public partial ValueTask<string> AskAsync();\n}\n"]);

    [Fact]
    public Task Several_constructors_are_left() => CodeFixVerifier.AssertNothingAsync(
        "SWY1003",
        Usings + "partial class Desk\n{\n    public Desk() { }\n    public Desk(int size) { }\n    [Tier(Mid), Prompt(\"Hello.\")] public partial ValueTask<string> AskAsync();\n}\n");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Change_a_model_id(bool all) => CodeFixVerifier.AssertFileAsync(
        "SWY3006",
        Files("{ \"tiers\": {\n  \"mid\": { \"models\": [\"local/onee\"] },\n  \"cheap\": { \"models\": [\"local/two\", \"local/On\"] } } }"),
        all
            ? "{ \"tiers\": {\n  \"mid\": { \"models\": [\"local/one\"] },\n  \"cheap\": { \"models\": [\"local/two\", \"local/one\"] } } }"
            : "{ \"tiers\": {\n  \"mid\": { \"models\": [\"local/one\"] },\n  \"cheap\": { \"models\": [\"local/two\", \"local/On\"] } } }",
        all);

    [Fact]
    public Task Change_to_the_successor() => CodeFixVerifier.AssertFileAsync(
        "SWY4007",
        Files("{ \"tiers\": { \"mid\": { \"models\": [\"local/old\"] } } }"),
        "{ \"tiers\": { \"mid\": { \"models\": [\"local/one\"] } } }");

    [Fact]
    public Task What_the_tier_lists_already_is_not_written_twice() => CodeFixVerifier.AssertNothingAsync(
        "SWY3006", "class Desk;", [.. Files("{ \"tiers\": { \"mid\": { \"models\": [\"local/one\", \"local/onee\"] } } }")]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Change_a_provider_id(bool all) => CodeFixVerifier.AssertFileAsync(
        "SWY3007",
        Files("{ \"tiers\": { \"mid\": { \"models\": [\"local/one\"] } }, \"providers\": { \"locla\" : { \"maxConcurrency\": 4 } } }"),
        "{ \"tiers\": { \"mid\": { \"models\": [\"local/one\"] } }, \"providers\": { \"local\" : { \"maxConcurrency\": 4 } } }",
        all);

    [Fact]
    public Task Change_a_provider_id_in_a_filter() => CodeFixVerifier.AssertFileAsync(
        "SWY3007",
        Files("{ \"tiers\": { \"mid\": { \"models\": [\"local/one\"], \"only\": [\"locla\"] } } }"),
        "{ \"tiers\": { \"mid\": { \"models\": [\"local/one\"], \"only\": [\"local\"] } } }");

    [Theory]
    [InlineData("{ \"tiers\": { \"mid\": { \"models\": [\"local/one\"] } }, \"providers\": { \"local\": {}, \"locla\": {} } }")]
    [InlineData("{ \"tiers\": { \"mid\": { \"models\": [\"local/one\"] } }, \"providers\": { \"locla\": {}, \"local\": {} } }")]
    public Task A_provider_that_stands_there_already_is_not_written_twice(string policy) =>
        CodeFixVerifier.AssertNothingAsync("SWY3007", "class Desk;", [.. Files(policy)]);

    [Fact]
    public Task Change_a_task_id() => CodeFixVerifier.AssertFileAsync(
        "SWY3005",
        Files("{ \"tiers\": { \"mid\": { \"models\": [\"local/one\"] } }, \"tasks\": { \"Desk.AksAsync\": {\"maxTokens\": 5} } }"),
        "{ \"tiers\": { \"mid\": { \"models\": [\"local/one\"] } }, \"tasks\": { \"Desk.AskAsync\": {\"maxTokens\": 5} } }",
        source: Class("[Tier(Mid), Prompt(\"Hello.\")] public partial ValueTask<string> AskAsync();"));

    [Theory]
    [InlineData("Model(\"local/onee\", \"local/two\")", "Model(\"local/one\", \"local/two\")", "Change to local/one")]
    [InlineData("Only(\"Local\")", "Only(\"local\")", "Change to local")]
    public Task Change_what_an_attribute_names(string before, string after, string title) => CodeFixVerifier.AssertAsync(
        "SWY3009",
        Class($"[Tier(Mid), {before}, Prompt(\"Hello.\")] public partial ValueTask<string> AskAsync();"),
        Class($"[Tier(Mid), {after}, Prompt(\"Hello.\")] public partial ValueTask<string> AskAsync();"),
        title,
        [.. Files("{ \"tiers\": { \"mid\": { \"models\": [\"local/one\"] } } }")]);

    [Theory]
    [InlineData("Model(\"local/onee\", \"local/one\")")]
    [InlineData("Model(\"local/\" + \"onee\")")]
    public Task What_an_attribute_names_is_left_where_nothing_is_certain(string attribute) => CodeFixVerifier.AssertNothingAsync(
        "SWY3009", Class($"[Tier(Mid), {attribute}, Prompt(\"Hello.\")] public partial ValueTask<string> AskAsync();"), [.. Files("{ \"tiers\": { \"mid\": { \"models\": [\"local/one\"] } } }")]);

    private static IEnumerable<TextFile> Files(string policy) =>
    [
        new("switchyard.json", policy),
        new("local.provider.json", """{ "id": "local", "wire": "openai", "endpoint": "http://localhost/v1", "models": [{ "id": "one" }, { "id": "two" }, { "id": "old", "successor": "local/one" }] }"""),
    ];

    private static string Class(string members) => $"{Usings}partial class Desk(Router router)\n{{\n    {members}\n}}\n";

    private static Task AssertMemberAsync(string id, string before, string after, string title) =>
        CodeFixVerifier.AssertAsync(id, Class(before), Class(after), title);

    private static Task AssertBodyAsync(string id, string before, string after, string title) =>
        CodeFixVerifier.AssertAsync(id, Program(before), Program(after), title);

    private static string Program(string body) => $$"""
        {{Usings}}public partial class Desk(Router router)
        {
            [Tier(Mid), Prompt("{text}")] public partial ValueTask<string> OneAsync(string text, CancellationToken cancellationToken = default);
            [Tier(Mid), Prompt("{text}")] public partial Task<string> TwoAsync(string text);
            [Tier(Mid), Prompt("{text}")] public partial Task<string> ThreeAsync(string text = "a", CancellationToken cancellationToken = default);
        }

        static class Program
        {
            public static async Task<string> RunAsync(Desk desk, string text)
            {
        {{body}}
            }
        }

        """;
}
