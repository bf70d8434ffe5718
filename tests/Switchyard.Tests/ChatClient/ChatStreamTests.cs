using Microsoft.Extensions.AI;
using Switchyard.Testing;

namespace Switchyard.Tests.ChatClients;

/// <summary>Streams through both adapters and the engine between them.</summary>
public sealed class ChatStreamTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EverythingComesThrough()
    {
        var inner = new ScriptedChatClient
        {
            Updates =
            [
                new(ChatRole.Assistant, "") { ResponseId = "r1" },
                new(ChatRole.Assistant, [new TextReasoningContent("Hm.")]),
                new(ChatRole.Assistant, "Let me "),
                new(ChatRole.Assistant, "look."),
                new(ChatRole.Assistant, [new FunctionCallContent("c1", "find_bike", new Dictionary<string, object?> { ["size"] = 56 })]),
                new(ChatRole.Assistant, [new FunctionCallContent("c2", "find_bike")]),
                new(ChatRole.Assistant, [new UsageContent(new() { InputTokenCount = 9, OutputTokenCount = 4, CachedInputTokenCount = 8 })]) { FinishReason = ChatFinishReason.ToolCalls },
            ],
        };
        using var client = ChatRouters.Client(new ChatClientProvider(inner));

        var updates = await client.GetStreamingResponseAsync("hi", new() { Tools = [ChatRouters.FindBike] }, Token).ToListAsync(Token);

        Assert.Equal(["Let me ", "look."], updates.Select(update => update.Text).Where(text => text.Length > 0));
        var response = updates.ToChatResponse();
        Assert.Equal(
            ["Hm.", "Let me look.", "c1 find_bike {\"size\":56}", "c2 find_bike {}"],
            response.Messages.Single().Contents.Select(content => content switch
            {
                TextReasoningContent reasoning => reasoning.Text,
                TextContent text => text.Text,
                FunctionCallContent call => $"{call.CallId} {call.Name} {ChatJson.WriteArguments(call.Arguments)}",
                _ => content.GetType().Name,
            }));
        Assert.Equal((ChatFinishReason.ToolCalls, "r1", "a/one"), (response.FinishReason, response.ResponseId, response.ModelId));
        Assert.Equal((9, 4, 8), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.CachedInputTokenCount));
    }

    [Fact]
    public async Task WhatWasHeldBackOfAFailedCandidateIsNotReplayed()
    {
        var failing = new ScriptedChatClient
        {
            Updates = [new(ChatRole.Assistant, [new FunctionCallContent("never", "sent") { InformationalOnly = true }]) { ResponseId = "failed" }],
            Throws = new HttpRequestException("no", null, System.Net.HttpStatusCode.ServiceUnavailable),
        };
        await using var router = ChatRouters.Pair(new ChatClientProvider(failing), new ScriptedProvider());
        using var client = router.AsChatClient(Tier.Cheap);

        var updates = await client.GetStreamingResponseAsync("hi", null, Token).ToListAsync(Token);

        Assert.All(updates, update => Assert.Equal(("scripted", "b/two"), (update.ResponseId, update.ModelId)));
        Assert.Equal("ok", updates.ToChatResponse().Text);
    }

    [Fact]
    public async Task AReaderThatWalksAwayClosesTheStreamAndTheRouterGoesOn()
    {
        using var client = ChatRouters.Client(new ChatClientProvider(new ScriptedChatClient
        {
            Updates = [new(ChatRole.Assistant, "one"), new(ChatRole.Assistant, "two")],
            IsSilent = true,
        }));

        for (var round = 0; round < 3; round++)
            Assert.Equal("one", (await client.GetStreamingResponseAsync("hi", null, Token).FirstAsync(Token)).Text);
    }
}
