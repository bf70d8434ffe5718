using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Models;
using Switchyard.Simulator;

namespace Switchyard.Gateway.Tests;

/// <summary>The official OpenAI client, unchanged but for its base URL.</summary>
public sealed class OpenAIClientTests
{
    private static readonly BinaryData s_schema =
        BinaryData.FromString("""{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"],"additionalProperties":false}""");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_chats()
    {
        await using var scene = await GatewayScene.StartAsync();
        ChatCompletion answer = await Chat(scene).CompleteChatAsync([new SystemChatMessage("Be brief."), new UserChatMessage("Hello")], new(), Token);
        Assert.Equal(("a/one", ChatFinishReason.Stop), (answer.Model, answer.FinishReason));
        Assert.NotEmpty(answer.Content[0].Text);
        Assert.True(answer.Usage.OutputTokenCount > 0);
    }

    [Fact]
    public async Task It_streams_and_gets_the_usage()
    {
        await using var scene = await GatewayScene.StartAsync();
        var (text, usage, finish) = ("", default(ChatTokenUsage), default(ChatFinishReason?));
        await foreach (var update in Chat(scene).CompleteChatStreamingAsync([new UserChatMessage("Hello")], new(), Token))
        {
            text += string.Concat(update.ContentUpdate.Select(part => part.Text));
            usage = update.Usage ?? usage;
            finish = update.FinishReason ?? finish;
        }

        Assert.NotEmpty(text);
        Assert.True(usage!.OutputTokenCount > 0);
        Assert.Equal(ChatFinishReason.Stop, finish);
    }

    [Fact]
    public async Task It_calls_tools_whole_and_streamed()
    {
        await using var scene = await GatewayScene.StartAsync();
        var options = new ChatCompletionOptions { ToolChoice = ChatToolChoice.CreateRequiredChoice() };
        options.Tools.Add(ChatTool.CreateFunctionTool("count", "Counts.", s_schema, functionSchemaIsStrict: true));
        ChatCompletion whole = await Chat(scene).CompleteChatAsync([new UserChatMessage("x")], options, Token);
        Assert.Equal((ChatFinishReason.ToolCalls, "count"), (whole.FinishReason, whole.ToolCalls[0].FunctionName));

        var arguments = "";
        await foreach (var update in Chat(scene).CompleteChatStreamingAsync([new UserChatMessage("x")], options, Token))
            arguments += string.Concat(update.ToolCallUpdates.Select(call => call.FunctionArgumentsUpdate.ToString()));
        Assert.Matches("^\\{\"n\":[0-9]+\\}$", arguments);
    }

    [Fact]
    public async Task It_gets_structured_output()
    {
        await using var scene = await GatewayScene.StartAsync();
        var options = new ChatCompletionOptions { ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("value", s_schema, jsonSchemaIsStrict: true) };
        ChatCompletion answer = await Chat(scene).CompleteChatAsync([new UserChatMessage("x")], options, Token);
        Assert.Matches("^\\{\"n\":[0-9]+\\}$", answer.Content[0].Text);
    }

    [Fact]
    public async Task It_reads_errors()
    {
        await using var scene = await GatewayScene.StartAsync();
        var unknown = await Assert.ThrowsAsync<ClientResultException>(() => Chat(scene, "cheep").CompleteChatAsync([new UserChatMessage("x")], new(), Token));
        Assert.Equal(404, unknown.Status);
        Assert.Contains("the nearest are cheap", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_retries_wait_as_they_are_told()
    {
        await using var scene = await GatewayScene.StartAsync(policy => policy with { Limits = policy.Limits with { Attempts = 1 } });
        scene.A.Server.Faults.Add(Fault.Status(529), FaultSchedule.Next(1));
        scene.B.Server.Faults.Add(Fault.Status(529), FaultSchedule.Next(1));
        ChatCompletion answer = await Chat(scene, retries: 3).CompleteChatAsync([new UserChatMessage("x")], new(), Token);
        Assert.NotEmpty(answer.Content[0].Text);
        Assert.InRange(scene.Ledger.Snapshot().Count, 2, 3);
    }

    [Fact]
    public async Task A_broken_stream_throws()
    {
        await using var scene = await GatewayScene.StartAsync(policy => policy with
        {
            TierRoutes = new Dictionary<Tier, RoutePolicy> { [Tier.Cheap] = new() { Resume = StreamResume.Never } },
        });
        scene.A.Server.Faults.Add(Fault.CutAfter(5));
        var text = "";
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await foreach (var update in Chat(scene).CompleteChatStreamingAsync([new UserChatMessage("Hello")], new(), Token))
                text += string.Concat(update.ContentUpdate.Select(part => part.Text));
        });
        Assert.NotEmpty(text);
    }

    [Fact]
    public async Task A_cancelled_call_ends_at_the_vendor()
    {
        await using var scene = await GatewayScene.StartAsync();
        scene.A.Server.Faults.Add(Fault.Silence());
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var call = Chat(scene).CompleteChatAsync([new UserChatMessage("x")], new(), leaving.Token);
        while (scene.A.Server.Requests.Count == 0)
            await Task.Delay(5, Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await scene.A.Server.WaitForIdleAsync(Token);
        Assert.True(scene.A.Server.Requests[0].ClientAborted);
    }

    [Fact]
    public async Task It_makes_embeddings()
    {
        var vendor = await Vendor.StartAsync("a", [GatewayScene.Model("one", 1), GatewayScene.Model("vectors", 1, can: Capabilities.Embeddings)]);
        await using var scene = await GatewayScene.StartAsync(ChatCompletionTests.OnlyA, null, vendor);
        var client = new EmbeddingClient("a/vectors", new ApiKeyCredential("sk-x"), Options(scene, 0));
        OpenAIEmbeddingCollection vectors = await client.GenerateEmbeddingsAsync(["one text", "another one"], cancellationToken: Token);
        Assert.Equal((2, 8), (vectors.Count, vectors[0].ToFloats().Length));
        Assert.Equal("a/vectors", vectors.Model);
        Assert.True(vectors.Usage.InputTokenCount > 0);

        var plain = await scene.PostAsync("""{"model":"a/vectors","input":"one text"}""", System.Net.HttpStatusCode.OK, "/v1/embeddings");
        Assert.Equal(vectors[0].ToFloats().ToArray(), plain.GetProperty("data")[0].GetProperty("embedding").EnumerateArray().Select(number => number.GetSingle()));
        var refused = await scene.PostAsync("""{"model":"a/one","input":"one text"}""", System.Net.HttpStatusCode.BadRequest, "/v1/embeddings");
        Assert.Equal("unsupported_capability", refused.GetProperty("error").GetProperty("code").GetString());
        await scene.PostAsync("""{"model":"a/vectors","input":[]}""", System.Net.HttpStatusCode.BadRequest, "/v1/embeddings");
        await scene.PostAsync("""{"model":"a/vectors","input":{}}""", System.Net.HttpStatusCode.BadRequest, "/v1/embeddings");
    }

    [Fact]
    public async Task It_lists_the_models()
    {
        await using var scene = await GatewayScene.StartAsync();
        OpenAIModelCollection models = await new OpenAIModelClient(new ApiKeyCredential("sk-x"), Options(scene, 0)).GetModelsAsync(Token);
        Assert.Contains(models, model => model.Id == "b/two");
    }

    private static ChatClient Chat(GatewayScene scene, string model = "cheap", int retries = 0) => new(model, new ApiKeyCredential("sk-x"), Options(scene, retries));

    private static OpenAIClientOptions Options(GatewayScene scene, int retries) =>
        new() { Endpoint = new(scene.Address, "/v1"), RetryPolicy = new ClientRetryPolicy(retries) };
}
