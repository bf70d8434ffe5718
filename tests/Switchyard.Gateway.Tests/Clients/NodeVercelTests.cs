using System.Text.Json;
using Switchyard.Simulator;

namespace Switchyard.Gateway.Tests;

/// <summary>The npm package <c>ai</c> with its providers <c>openai-compatible</c> and <c>openai</c>, over both of OpenAI's wires.</summary>
public sealed class NodeVercelTests
{
    private static readonly string[] s_ways = ["chat", "compatible", "responses"];

    [Theory]
    [InlineData("chat")]
    [InlineData("stream")]
    public async Task It_chats_and_streams(string scenario)
    {
        await using var scene = await NodeScenes.StartAsync();
        var answers = await RunAsync(scene, scenario);
        Assert.Equal(s_ways, answers.EnumerateObject().Select(way => way.Name).Order());
        Assert.All(answers.EnumerateObject().Select(way => way.Value), answer =>
        {
            Assert.NotEmpty(Text(answer, "text"));
            Assert.Equal("stop", Text(answer, "finish"));
            Assert.True(answer.GetProperty("tokens").GetInt32() > 0);
        });
    }

    [Fact]
    public async Task It_calls_tools_whole_and_streamed()
    {
        await using var scene = await NodeScenes.StartAsync();
        var answers = await RunAsync(scene, "tools");
        Assert.Equal(s_ways, answers.EnumerateObject().Select(way => way.Name).Order());
        Assert.All(answers.EnumerateObject().Select(way => way.Value), answer =>
        {
            Assert.Equal("count", Assert.Single(answer.GetProperty("names").EnumerateArray()).GetString());
            Assert.Equal(2, answer.GetProperty("counted").GetArrayLength());
            Assert.Equal("tool-calls", Text(answer, "finish"));
        });
    }

    [Fact]
    public async Task It_gets_structured_output()
    {
        await using var scene = await NodeScenes.StartAsync();
        var answers = await RunAsync(scene, "structured");
        Assert.Equal(s_ways, answers.EnumerateObject().Select(way => way.Name).Order());
        Assert.All(answers.EnumerateObject(), way => Assert.Equal(JsonValueKind.Number, way.Value.GetProperty("n").ValueKind));
    }

    [Fact]
    public async Task It_makes_embeddings()
    {
        await using var scene = await NodeScenes.WithVectorsAsync();
        var answers = (await RunAsync(scene, "embeddings")).EnumerateArray().ToList();
        Assert.Equal(2, answers.Count);
        Assert.All(answers, answer =>
        {
            Assert.Equal((2, 8), (answer.GetProperty("count").GetInt32(), answer.GetProperty("size").GetInt32()));
            Assert.True(answer.GetProperty("tokens").GetInt32() > 0);
        });
    }

    [Fact]
    public async Task It_reads_errors()
    {
        await using var scene = await NodeScenes.StartAsync();
        var failure = await RunAsync(scene, "errors");
        Assert.Equal((404, false), (failure.GetProperty("status").GetInt32(), failure.GetProperty("retryable").GetBoolean()));
        Assert.Contains("the nearest are cheap", Text(failure, "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_repeats_what_is_worth_it()
    {
        await using var scene = await NodeScenes.OverloadedOnceAsync();
        Assert.NotEmpty(Text(await RunAsync(scene, "failing", retries: 3), "text"));
        Assert.InRange(scene.Ledger.Snapshot().Count, 2, 3);
    }

    [Fact]
    public async Task A_broken_stream_is_an_error()
    {
        await using var scene = await NodeScenes.WithStreamsThatAsync(Fault.CutAfter(5));
        var answer = await RunAsync(scene, "broken");
        Assert.True(answer.GetProperty("failed").GetBoolean());
        Assert.NotEmpty(Text(answer, "text"));
    }

    [Fact]
    public async Task A_client_that_leaves_ends_the_call_at_the_vendor()
    {
        await using var scene = await NodeScenes.WithStreamsThatAsync(Fault.StallAfter(5));
        Assert.True((await RunAsync(scene, "cancel")).GetProperty("aborted").GetBoolean());
        await NodeScenes.AssertAbortedAsync(scene);
    }

    private static Task<JsonElement> RunAsync(GatewayScene scene, string scenario, int retries = 0) => NodeClient.RunAsync(scene, "vercel.mjs", scenario, retries);

    private static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString() ?? "";
}
