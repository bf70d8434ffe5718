using System.Text.Json;
using Switchyard.Simulator;

namespace Switchyard.Gateway.Tests;

/// <summary>The npm package <c>@anthropic-ai/sdk</c>, unchanged but for its base URL; the answers come from vendors of another wire.</summary>
public sealed class NodeAnthropicTests
{
    [Fact]
    public async Task It_chats()
    {
        await using var scene = await NodeScenes.StartAsync();
        var answer = await RunAsync(scene, "chat");
        Assert.Equal(("a/one", "end_turn"), (Text(answer, "model"), Text(answer, "stop")));
        Assert.NotEmpty(Text(answer, "text"));
        Assert.True(answer.GetProperty("tokens").GetInt32() > 0);
    }

    [Fact]
    public async Task It_streams()
    {
        await using var scene = await NodeScenes.StartAsync();
        var answer = await RunAsync(scene, "stream");
        Assert.NotEmpty(Text(answer, "text"));
        Assert.True(answer.GetProperty("same").GetBoolean());
        Assert.Equal("end_turn", Text(answer, "stop"));
        Assert.True(answer.GetProperty("tokens").GetInt32() > 0);
    }

    [Fact]
    public async Task It_calls_tools_whole_and_streamed()
    {
        await using var scene = await NodeScenes.StartAsync();
        var answers = (await RunAsync(scene, "tools")).EnumerateArray().ToList();
        Assert.Equal(2, answers.Count);
        Assert.All(answers, answer => Assert.Equal(("tool_use", "count", JsonValueKind.Number), (Text(answer, "stop"), Text(answer, "name"), answer.GetProperty("n").ValueKind)));
    }

    [Fact]
    public async Task It_gets_structured_output()
    {
        await using var scene = await NodeScenes.StartAsync();
        Assert.Equal(JsonValueKind.Number, (await RunAsync(scene, "structured")).GetProperty("n").ValueKind);
    }

    [Fact]
    public async Task It_reads_errors()
    {
        await using var scene = await NodeScenes.StartAsync();
        Assert.Equal(
            """[{"type":"NotFoundError","status":404,"kind":"not_found_error"},{"type":"BadRequestError","status":400,"kind":"invalid_request_error"}]""",
            (await RunAsync(scene, "errors")).GetRawText());
    }

    [Fact]
    public async Task It_repeats_what_is_worth_it()
    {
        await using var scene = await NodeScenes.OverloadedOnceAsync();
        Assert.NotEmpty(Text(await RunAsync(scene, "failing", retries: 3), "text"));
        Assert.InRange(scene.Ledger.Snapshot().Count, 2, 3);
    }

    [Fact]
    public async Task It_does_not_repeat_what_is_not()
    {
        await using var scene = await NodeScenes.WithoutCredentialsAsync();
        var failure = await RunAsync(scene, "failing", retries: 3);
        Assert.Equal(("InternalServerError", 502), (Text(failure, "type"), failure.GetProperty("status").GetInt32()));
        Assert.Single(scene.Ledger.Snapshot());
    }

    [Fact]
    public async Task A_broken_stream_throws()
    {
        await using var scene = await NodeScenes.WithStreamsThatAsync(Fault.CutAfter(5));
        var answer = await RunAsync(scene, "broken");
        Assert.True(answer.GetProperty("threw").GetBoolean());
        Assert.NotEmpty(Text(answer, "text"));
    }

    [Fact]
    public async Task A_client_that_leaves_ends_the_call_at_the_vendor()
    {
        await using var scene = await NodeScenes.WithStreamsThatAsync(Fault.StallAfter(5));
        Assert.True((await RunAsync(scene, "cancel")).GetProperty("events").GetInt32() > 0);
        await NodeScenes.AssertAbortedAsync(scene);
    }

    private static Task<JsonElement> RunAsync(GatewayScene scene, string scenario, int retries = 0) => NodeClient.RunAsync(scene, "anthropic.mjs", scenario, retries);

    private static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString() ?? "";
}
