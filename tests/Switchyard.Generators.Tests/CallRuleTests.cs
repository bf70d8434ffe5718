namespace Switchyard.Generators.Tests;

/// <summary>The rules about how tasks are called.</summary>
public sealed class CallRuleTests
{
    private const string Desk = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Switchyard;

        partial class Desk(Router router)
        {
            [Tier(Tier.Mid), Prompt("{text}")] public partial ValueTask<string> OneAsync(string text, CancellationToken cancellationToken = default);
            [Tier(Tier.Mid), Prompt("{text}")] public partial Task<string> TwoAsync(string text);
            [Tier(Tier.Mid), Prompt("{text}")] public partial IAsyncEnumerable<string> StreamAsync(string text, CancellationToken cancellationToken = default);
        }

        """;

    [Theory]
    [InlineData("var a = await [|desk.TwoAsync(text)|]; var b = await desk.TwoAsync(\"b\"); return a + b;", "'Desk.TwoAsync' and 'Desk.TwoAsync'")]
    [InlineData("string a = await [|desk.OneAsync(text)|].ConfigureAwait(false); var b = await desk.TwoAsync(text.Trim()); return a + b;", "'Desk.OneAsync' and 'Desk.TwoAsync'")]
    [InlineData("var a = await [|desk.TwoAsync(text)|]; var b = await desk.TwoAsync(text); var c = await desk.OneAsync(text); var d = await desk.TwoAsync(a); return b + c + d;",
        "'Desk.TwoAsync', 'Desk.TwoAsync' and 'Desk.OneAsync'")]
    public Task Sequential_tasks(string body, string list) => AssertAsync(
        body, "SWY5001", $"{list} are awaited one after the other, though none needs the answer of another; start them together");

    [Theory]
    [InlineData("var a = await desk.TwoAsync(text); var b = await desk.TwoAsync(a); return b;")]
    [InlineData("var a = await desk.TwoAsync(text); var b = await desk.TwoAsync($\"{a}!\"); return b;")]
    [InlineData("var a = await desk.TwoAsync(text); Console.WriteLine(); var b = await desk.TwoAsync(text); return a + b;")]
    [InlineData("var a = await desk.TwoAsync(text); var b = await desk.TwoAsync(Console.ReadLine()!); return a + b;")]
    [InlineData("var a = await desk.TwoAsync(text); var b = await desk.TwoAsync(text = \"b\"); return a + b;")]
    [InlineData("var a = desk.TwoAsync(text); var b = desk.TwoAsync(text); return await a + await b;")]
    public Task Tasks_that_need_their_order(string body) => AssertAsync(body, "", "");

    [Theory]
    [InlineData("var all = \"\"; foreach (var line in text.Split(' ')) all += await [|desk.TwoAsync(line)|]; return all;")]
    [InlineData("var all = new List<string>(); for (var i = 0; i < 3; i++) { all.Add(await [|desk.TwoAsync(text + i)|].ConfigureAwait(false)); } return \"\";")]
    public Task Task_in_a_loop(string body) => AssertAsync(
        body, "SWY5002", "'Desk.TwoAsync' is awaited in every round of a loop, though no round needs the answer of another; start the rounds together");

    [Theory]
    [InlineData("while (text.Length < 100) text = await desk.TwoAsync(text); return text;")]
    [InlineData("foreach (var line in text.Split(' ')) text = await desk.TwoAsync(text + line); return text;")]
    [InlineData("foreach (var line in text.Split(' ')) { var a = await desk.TwoAsync(line); if (a.Length > 3) return a; } return text;")]
    [InlineData("foreach (var line in text.Split(' ')) { if (await desk.TwoAsync(line) == \"\") break; } return text;")]
    [InlineData("var seen = new List<string>(); foreach (var line in text.Split(' ')) { seen.Add(await desk.TwoAsync(string.Join(\",\", seen))); } return text;")]
    [InlineData("await foreach (var part in desk.StreamAsync(text)) text += await desk.TwoAsync(part); return text;")]
    [InlineData("var all = await Task.WhenAll(text.Split(' ').Select(desk.TwoAsync)); return all[0];")]
    [InlineData("foreach (var part in await desk.TwoAsync(text)) Console.Write(part); return text;")]
    public Task Rounds_that_need_each_other(string body) => AssertAsync(body, "", "");

    [Theory]
    [InlineData("return await desk.TwoAsync([|\"Translate into German: \" + text|]);")]
    [InlineData("return await desk.TwoAsync(text: [|$\"You are a poet. Write about {text}.\"|]);")]
    [InlineData("return await desk.TwoAsync([|string.Format(\"Answer in {0}: {1}\", \"German\", text)|]);")]
    [InlineData("return await desk.TwoAsync(([|\"Please summarise this.\\n\" + text|]));")]
    public Task Prompt_concatenation(string body) => AssertAsync(
        body, "SWY5003", "Argument 'text' of task 'Desk.TwoAsync' joins instructions with data, which a model cannot tell apart; write the instructions into the prompt and pass the data alone");

    [Theory]
    [InlineData("return await desk.TwoAsync(text + text);")]
    [InlineData("return await desk.TwoAsync($\"Order {text} of {DateTime.Now:d}\");")]
    [InlineData("return await desk.TwoAsync(\"Translate \" + \"this.\");")]
    [InlineData("return await desk.TwoAsync($\"{text}, {text}\");")]
    public Task Data_may_be_joined(string body) => AssertAsync(body, "", "");

    [Theory]
    [InlineData("await [|desk.TwoAsync(text)|]; return text;", "Desk.TwoAsync", "paid for and thrown away; use it, or assign it to _")]
    [InlineData("[|desk.StreamAsync(text)|]; return await desk.TwoAsync(text);", "Desk.StreamAsync", "a stream that nobody reads, so nothing is asked; read it with await foreach")]
    [InlineData("void Run() => [|desk.TwoAsync(text)|]; Run(); return await desk.TwoAsync(text);", "Desk.TwoAsync", "not awaited, so nobody learns whether it came; await it, or assign it to _")]
    public Task Ignored_result(string body, string task, string reason) => AssertAsync(body, "SWY5004", $"The answer of task '{task}' is {reason}");

    [Theory]
    [InlineData("_ = await desk.TwoAsync(text); return text;")]
    [InlineData("_ = desk.TwoAsync(text); return await desk.TwoAsync(text);")]
    public Task A_discard_says_that_it_is_meant(string body) => AssertAsync(body, "", "");

    [Theory]
    [InlineData("async Task<string> Run(CancellationToken token) => await [|desk.OneAsync(text)|]; return await Run(default);", "Desk.OneAsync", "token")]
    [InlineData("using var source = new CancellationTokenSource(); var mine = source.Token; return await [|desk.OneAsync(text)|];", "Desk.OneAsync", "mine")]
    [InlineData("var token = CancellationToken.None; await foreach (var part in [|desk.StreamAsync(text)|]) text += part; return text;", "Desk.StreamAsync", "token")]
    public Task Missing_token(string body, string task, string token) => AssertAsync(
        body, "SWY5005", $"Task '{task}' takes a CancellationToken, and '{token}' is at hand; pass it");

    [Theory]
    [InlineData("var token = CancellationToken.None; return await desk.OneAsync(text, token);")]
    [InlineData("var token = CancellationToken.None; return await desk.OneAsync(text, CancellationToken.None);")]
    [InlineData("var token = CancellationToken.None; await foreach (var part in desk.StreamAsync(text).WithCancellation(token)) text += part; return text;")]
    [InlineData("var token = CancellationToken.None; return await desk.TwoAsync(text);")]
    [InlineData("var result = await desk.OneAsync(text); var token = CancellationToken.None; return result;")]
    [InlineData("var token = CancellationToken.None; static async Task<string> Run(Desk desk) => await desk.OneAsync(\"a\"); return await Run(desk);")]
    public Task A_token_is_passed_or_cannot_be(string body) => AssertAsync(body, "", "");

    [Theory]
    [InlineData("[|desk.TwoAsync(\"a\")|]", "takes no CancellationToken", "give it one", "TwoAsync")]
    [InlineData("[|desk.OneAsync(\"a\")|]", "is given no CancellationToken", "keep a CancellationTokenSource and pass its token", "OneAsync")]
    public Task No_cancellation(string call, string reason, string advice, string task) => AnalyzerVerifier.AssertAsync(
        $$"""
        {{Desk}}
        class Window(Desk desk)
        {
            public string Text { get; set; } = "";

            public async void OnClick(object sender, EventArgs e) => Text = await {{call}};
        }
        """,
        "SWY5006", $"'OnClick' handles an event and calls task 'Desk.{task}', which {reason}, so that a user who leaves waits or pays for nothing; {advice}");

    [Theory]
    [InlineData("public async void OnClick(object sender, EventArgs e) => Text = await desk.OneAsync(\"a\", _source.Token);")]
    [InlineData("public async Task RunAsync() => Text = await desk.OneAsync(\"a\");")]
    public Task Cancellable_or_no_event(string member) => AnalyzerVerifier.AssertAsync(
        $$"""
        {{Desk}}
        class Window(Desk desk)
        {
            private readonly CancellationTokenSource _source = new();

            public string Text { get; set; } = "";

            public CancellationToken Token => _source.Token;

            {{member}}
        }
        """,
        "", "");

    [Fact]
    public Task What_is_no_task_is_none_of_ours() => AnalyzerVerifier.AssertAsync(
        """
        using System.Threading;
        using System.Threading.Tasks;

        class Other
        {
            Task<string> AskAsync(string text, CancellationToken cancellationToken = default) => Task.FromResult(text);

            public async Task RunAsync(string text, CancellationToken token)
            {
                var a = await AskAsync("Translate this: " + text);
                var b = await AskAsync(text);
                foreach (var part in a + b)
                    await AskAsync("" + part);
            }
        }
        """,
        "", "");

    private static Task AssertAsync(string body, string id, string message) => AnalyzerVerifier.AssertAsync(
        $"{Desk} static class Program {{ public static async Task<string> RunAsync(Desk desk, string text) {{ {body} }} }}", id, message);
}
