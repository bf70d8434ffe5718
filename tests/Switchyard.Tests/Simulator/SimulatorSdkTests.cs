using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;
using Switchyard.Simulator;

namespace Switchyard.Tests;

/// <summary>The official OpenAI SDK takes the simulator for the real thing.</summary>
public sealed class SimulatorSdkTests
{
    [Fact]
    public async Task It_completes_a_chat()
    {
        await using var server = await StartAsync();
        ChatCompletion completion = await Client(server).CompleteChatAsync([new UserChatMessage("Hello")], new(), TestContext.Current.CancellationToken);

        Assert.Equal("Hello, World!", completion.Content[0].Text);
        Assert.Equal(ChatFinishReason.Stop, completion.FinishReason);
        Assert.Equal((9, 4), (completion.Usage.InputTokenCount, completion.Usage.OutputTokenCount));
    }

    [Fact]
    public async Task It_streams_a_chat()
    {
        await using var server = await StartAsync();
        var text = "";
        ChatTokenUsage? usage = null;
        ChatFinishReason? finish = null;
        await foreach (var update in Client(server).CompleteChatStreamingAsync([new UserChatMessage("Hello")], new(), TestContext.Current.CancellationToken))
        {
            text += string.Concat(update.ContentUpdate.Select(c => c.Text));
            usage = update.Usage ?? usage;
            finish = update.FinishReason ?? finish;
        }

        Assert.Equal(("Hello, World!", ChatFinishReason.Stop, 4), (text, finish, usage!.OutputTokenCount));
    }

    [Fact]
    public async Task It_calls_tools_and_fills_schemas()
    {
        await using var server = await StartAsync(null);
        var parameters = BinaryData.FromString("""{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"],"additionalProperties":false}""");
        var options = new ChatCompletionOptions { ToolChoice = ChatToolChoice.CreateRequiredChoice() };
        options.Tools.Add(ChatTool.CreateFunctionTool("count", "Counts.", parameters, functionSchemaIsStrict: true));
        ChatCompletion called = await Client(server).CompleteChatAsync([new UserChatMessage("x")], options, TestContext.Current.CancellationToken);
        Assert.Equal((ChatFinishReason.ToolCalls, "count"), (called.FinishReason, called.ToolCalls[0].FunctionName));

        var format = new ChatCompletionOptions { ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("value", parameters, jsonSchemaIsStrict: true) };
        ChatCompletion filled = await Client(server).CompleteChatAsync([new UserChatMessage("x")], format, TestContext.Current.CancellationToken);
        Assert.Matches("^\\{\"n\":[0-9]+\\}$", filled.Content[0].Text);
    }

    [Fact]
    public async Task It_reads_an_error_by_its_code()
    {
        await using var server = await StartAsync();
        server.Faults.Add(Fault.InsufficientQuota());
        var error = await Assert.ThrowsAsync<ClientResultException>(
            () => Client(server).CompleteChatAsync([new UserChatMessage("x")], new(), TestContext.Current.CancellationToken));
        Assert.Equal(429, error.Status);
        Assert.Contains("insufficient_quota", error.Message);
    }

    private static Task<SimulatorServer> StartAsync(string? answer = "Hello, World!") => SimulatorServer.StartAsync(
        new() { Models = [new SimulatedModel { Id = "gpt-6-luna", Answer = _ => answer }] }, TestContext.Current.CancellationToken);

    private static ChatClient Client(SimulatorServer server) => new(
        "gpt-6-luna",
        new ApiKeyCredential(SimulatorClient.Secret),
        new OpenAIClientOptions { Endpoint = server.Endpoint, RetryPolicy = new ClientRetryPolicy(0) });
}
