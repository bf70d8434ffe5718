using System.Text.Json.Nodes;
using Switchyard.Simulator;

namespace Switchyard.Tests;

/// <summary>What the server answers when nothing goes wrong.</summary>
public sealed class SimulatorAnswerTests
{
    [Fact]
    public async Task A_stand_in_says_that_it_is_one()
    {
        await using var client = await SimulatorClient.StartAsync();
        var text = await client.TextAsync(SimulatorClient.Chat("Where is my bicycle?"));

        Assert.StartsWith("[simulated m] ", text);
        Assert.Contains("Where is my bicycle?", text);
        Assert.True(SimulatedTokens.Count(text) >= 40);
        Assert.Equal(text, await client.TextAsync(SimulatorClient.Chat("Where is my bicycle?")));
    }

    [Fact]
    public async Task A_script_sees_the_request_and_may_leave_it_to_the_stand_in()
    {
        SimulatedRequest? seen = null;
        await using var client = await SimulatorClient.StartAsync(r =>
        {
            seen = r;
            return r.Prompt.Contains("refund", StringComparison.Ordinal) ? "Refund" : null;
        });
        const string Body = """
            {"model":"m","max_completion_tokens":9,"messages":[{"role":"developer","content":"Be kind."},{"role":"user","content":"Hi"},
            {"role":"assistant","content":"Yes?"},{"role":"user","content":[{"type":"text","text":"a refund, "},{"type":"text","text":"please"}]}]}
            """;
        Assert.Equal("Refund", await client.TextAsync(Body));
        Assert.Equal(("a refund, please", "Be kind.", 9, 4), (seen!.Prompt, seen.System, seen.MaxTokens, seen.Messages.Count));
        Assert.StartsWith("[simulated m]", await client.TextAsync(SimulatorClient.Chat()));
    }

    [Fact]
    public async Task A_script_that_throws_is_a_500_that_says_so()
    {
        await using var client = await SimulatorClient.StartAsync(_ => throw new InvalidOperationException("no answer left"));
        var (response, body) = await client.AskAsync(SimulatorClient.Chat());
        Assert.Equal(500, (int)response.StatusCode);
        Assert.Contains("no answer left", (string?)body["error"]!["message"]);
    }

    [Theory]
    [InlineData("", "tool_calls")]
    [InlineData(",\"tool_choice\":\"auto\"", "tool_calls")]
    [InlineData(",\"tool_choice\":\"none\"", "stop")]
    public async Task A_script_may_choose_a_tool_and_answers_once_it_has_the_result(string choice, string expected)
    {
        var model = new SimulatedModel { Id = "m", ToolChoice = r => r.Messages[^1].Role == "tool" ? null : r.Tools[0] };
        await using var client = await SimulatorClient.StartAsync(new SimulatorOptions { Models = [model] });
        var tools = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look_up\"}}]" + choice;
        var (_, first) = await client.AskAsync(SimulatorClient.Chat(more: tools));
        Assert.Equal(expected, (string?)first["choices"]![0]!["finish_reason"]);

        var message = first["choices"]![0]!["message"]!.ToJsonString();
        var (_, second) = await client.AskAsync(
            "{\"model\":\"m\",\"messages\":[" + message + ",{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"42\"}]" + tools + "}");
        Assert.Equal("stop", (string?)second["choices"]![0]!["finish_reason"]);
    }

    [Theory]
    [InlineData("max_completion_tokens", false)]
    [InlineData("max_tokens", true)]
    public async Task The_token_limit_ends_the_answer(string parameter, bool stream)
    {
        await using var client = await SimulatorClient.StartAsync(_ => "one two three four");
        var body = SimulatorClient.Chat(more: $",\"{parameter}\":2", stream: stream);
        if (stream)
        {
            var events = await client.EventsAsync(body);
            Assert.Equal("one two ", SimulatorClient.TextOf(events));
            Assert.Contains("\"finish_reason\":\"length\"", events[^2]);
            return;
        }

        var (_, json) = await client.AskAsync(body);
        Assert.Equal("one two ", (string?)json["choices"]![0]!["message"]!["content"]);
        Assert.Equal("length", (string?)json["choices"]![0]!["finish_reason"]);
        Assert.Equal(2, (int)json["usage"]!["completion_tokens"]!);
    }

    [Theory]
    [InlineData("\"three\"")]
    [InlineData("[\"four\",\"three\"]")]
    public async Task Stop_sequences_end_the_answer(string stop)
    {
        await using var client = await SimulatorClient.StartAsync(_ => "one two three four");
        Assert.Equal("one two ", await client.TextAsync(SimulatorClient.Chat(more: $",\"stop\":{stop}")));
    }

    [Fact]
    public async Task Reasoning_is_billed_and_counts_against_the_limit()
    {
        var model = new SimulatedModel { Id = "m", ReasoningTokens = 10, Answer = _ => "one two three four", Snapshot = "m-2026-01-01" };
        await using var client = await SimulatorClient.StartAsync(new SimulatorOptions { Models = [model] });
        var (_, body) = await client.AskAsync(SimulatorClient.Chat());
        Assert.Equal("m-2026-01-01", (string?)body["model"]);
        Assert.Equal(10, (int)body["usage"]!["completion_tokens_details"]!["reasoning_tokens"]!);
        Assert.Equal(15, (int)body["usage"]!["completion_tokens"]!);

        var (_, cut) = await client.AskAsync(SimulatorClient.Chat(more: ",\"max_completion_tokens\":10"));
        Assert.Equal(("", "length"), ((string?)cut["choices"]![0]!["message"]!["content"], (string?)cut["choices"]![0]!["finish_reason"]));
    }

    [Fact]
    public async Task Json_mode_gives_a_json_object()
    {
        await using var client = await SimulatorClient.StartAsync();
        var text = await client.TextAsync(SimulatorClient.Chat("in JSON", ",\"response_format\":{\"type\":\"json_object\"}"));
        Assert.True((bool)JsonNode.Parse(text)!["simulated"]!);
    }

    [Fact]
    public async Task Latency_and_pace_are_kept()
    {
        var model = new SimulatedModel
        {
            Id = "m",
            Answer = _ => "one two three four five six",
            FirstTokenLatency = TimeSpan.FromMilliseconds(50),
            TokenInterval = TimeSpan.FromMilliseconds(10),
        };
        await using var client = await SimulatorClient.StartAsync(new SimulatorOptions { Models = [model] });
        var clock = System.Diagnostics.Stopwatch.StartNew();
        using var response = await client.PostAsync(SimulatorClient.Chat(stream: true));
        Assert.True(clock.ElapsedMilliseconds >= 45);
        await SimulatorClient.ReadAsync(response);
        Assert.True(clock.ElapsedMilliseconds >= 50 + (6 * 10) - 10);

        clock.Restart();
        await client.TextAsync(SimulatorClient.Chat());
        Assert.True(clock.ElapsedMilliseconds >= 50 + (6 * 10) - 10);
        Assert.True(client.Server.Requests[^1].Duration >= TimeSpan.FromMilliseconds(100));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 1)]
    [InlineData("abcde", 2)]
    [InlineData("日本語", 3)]
    [InlineData("ab日cd🚲", 4)]
    public void Tokens_are_counted_as_documented(string text, int expected)
    {
        Assert.Equal(expected, SimulatedTokens.Count(text));
        Assert.Equal(text, string.Concat(SimulatedTokens.Split(text)));
        Assert.Equal(expected, SimulatedTokens.Split(text).Count);
    }
}
