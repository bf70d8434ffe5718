using System.Text.Json;
using Switchyard.Simulator;

namespace Switchyard.Gateway.Tests;

/// <summary>The npm package <c>openai</c>, unchanged but for its base URL.</summary>
public sealed class NodeOpenAITests
{
    [Fact]
    public async Task It_chats()
    {
        await using var scene = await NodeScenes.StartAsync();
        var answer = await RunAsync(scene, "chat");
        Assert.Equal(("a/one", "stop", "a"), (Text(answer, "model"), Text(answer, "finish"), Text(answer, "provider")));
        Assert.NotEmpty(Text(answer, "text"));
        Assert.True(answer.GetProperty("tokens").GetInt32() > 0);
    }

    [Fact]
    public async Task It_streams()
    {
        await using var scene = await NodeScenes.StartAsync();
        var answer = await RunAsync(scene, "stream");
        Assert.NotEmpty(Text(answer, "text"));
        Assert.Equal("stop", Text(answer, "finish"));
        Assert.True(answer.GetProperty("tokens").GetInt32() > 0);
    }

    [Fact]
    public async Task It_calls_tools_whole_and_streamed()
    {
        await using var scene = await NodeScenes.StartAsync();
        var answers = (await RunAsync(scene, "tools")).EnumerateArray().ToList();
        Assert.Equal(2, answers.Count);
        Assert.All(answers, answer => Assert.Equal(("tool_calls", "count", JsonValueKind.Number), (Text(answer, "finish"), Text(answer, "name"), answer.GetProperty("n").ValueKind)));
    }

    [Fact]
    public async Task It_parses_structured_output()
    {
        await using var scene = await NodeScenes.StartAsync();
        Assert.Equal(JsonValueKind.Number, (await RunAsync(scene, "structured")).GetProperty("n").ValueKind);
    }

    [Fact]
    public async Task It_uses_the_responses_wire()
    {
        await using var scene = await NodeScenes.StartAsync();
        var answer = await RunAsync(scene, "responses");
        Assert.Equal("completed", Text(answer, "status"));
        Assert.NotEmpty(Text(answer, "text"));
        Assert.Equal(Text(answer, "text"), Text(answer, "streamed"));
        Assert.Superset(
            new HashSet<string?> { "response.created", "response.output_item.added", "response.output_text.done", "response.completed" },
            answer.GetProperty("types").EnumerateArray().Select(type => type.GetString()).ToHashSet());
    }

    [Fact]
    public async Task It_makes_embeddings_and_lists_models()
    {
        await using var scene = await NodeScenes.WithVectorsAsync();
        var answer = await RunAsync(scene, "embeddings");
        Assert.Equal((2, 8, "number", "a/vectors"), (answer.GetProperty("count").GetInt32(), answer.GetProperty("size").GetInt32(), Text(answer, "first"), Text(answer, "model")));
        Assert.Contains("a/vectors", (await RunAsync(scene, "models")).EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task It_reads_errors()
    {
        await using var scene = await NodeScenes.StartAsync();
        var failures = await RunAsync(scene, "errors");
        Assert.Equal(
            """[{"type":"NotFoundError","status":404,"code":"model_not_found","param":"model"},{"type":"BadRequestError","status":400,"code":"invalid_value","param":"messages"},{"type":"BadRequestError","status":400,"code":"invalid_type","param":"temperature"}]""",
            failures.GetRawText());
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
        Assert.Equal(("InternalServerError", 502, "upstream_credentials_exhausted"), (Text(failure, "type"), failure.GetProperty("status").GetInt32(), Text(failure, "code")));
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
        Assert.True((await RunAsync(scene, "cancel")).GetProperty("chunks").GetInt32() > 0);
        await NodeScenes.AssertAbortedAsync(scene);
    }

    private static Task<JsonElement> RunAsync(GatewayScene scene, string scenario, int retries = 0) => NodeClient.RunAsync(scene, "openai.mjs", scenario, retries);

    private static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString() ?? "";
}
