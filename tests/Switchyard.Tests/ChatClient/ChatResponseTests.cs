using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Switchyard.Testing;

namespace Switchyard.Tests.ChatClients;

/// <summary>What a caller of <see cref="IChatClient"/> gets of an answer.</summary>
public sealed class ChatResponseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AWholeAnswer()
    {
        var failing = new ScriptedProvider().Then(ScriptedReply.Failure(Outcome.ServerError, 500));
        var answering = new ScriptedProvider().Then(new ScriptedReply
        {
            Json = """{"id":"r1","object":"chat.completion","created":1700000000,"model":"two","choices":[{"index":0,"message":{"role":"assistant","reasoning_content":"Hm.","content":"Hello"},"finish_reason":"length"},{"index":1,"message":{"content":"no"}}]}""",
            FinishReason = FinishReason.Length,
            Usage = new() { InputTokens = 30, CachedInputTokens = 10, CacheWriteTokens = 5, OutputTokens = 7, ReasoningTokens = 2 },
        });
        await using var router = ChatRouters.Pair(failing, answering);
        using var client = router.AsChatClient(Tier.Cheap);

        var response = await client.GetResponseAsync("hi", null, Token);

        Assert.Equal("Hello", response.Text);
        Assert.Equal("Hm.", response.Messages[0].Contents.OfType<TextReasoningContent>().Single().Text);
        Assert.Equal(("r1", "b/two", ChatFinishReason.Length), (response.ResponseId, response.ModelId, response.FinishReason));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1700000000), response.CreatedAt);
        Assert.Equal((30, 7, 37), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.TotalTokenCount));
        Assert.Equal((10, 2, 5), (response.Usage.CachedInputTokenCount, response.Usage.ReasoningTokenCount, response.Usage.AdditionalCounts!["CacheCreationInputTokens"]));
        var attempts = Assert.IsAssignableFrom<IReadOnlyList<Attempt>>(response.AdditionalProperties!["switchyard.attempts"]);
        Assert.Equal([Outcome.ServerError, Outcome.Completed], attempts.Select(attempt => attempt.Outcome));
    }

    [Fact]
    public async Task ToolCalls()
    {
        using var client = ChatRouters.Client(new ScriptedProvider().Then(new ScriptedReply
        {
            Json = """{"id":"r1","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"find_bike","arguments":"{\"size\":56}"}},{"id":"c2","type":"function","function":{"name":"broken","arguments":"{"}}]},"finish_reason":"tool_calls"}]}""",
            FinishReason = FinishReason.ToolCalls,
        }));

        var response = await client.GetResponseAsync("hi", new() { Tools = [ChatRouters.FindBike] }, Token);

        var calls = response.Messages.Single().Contents.Cast<FunctionCallContent>().ToList();
        Assert.Equal(("c1", "find_bike", 56), (calls[0].CallId, calls[0].Name, Assert.IsType<JsonElement>(calls[0].Arguments!["size"]).GetInt32()));
        Assert.NotNull(calls[1].Exception);
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
    }

    [Fact]
    public async Task AStreamFailsOverBeforeItsFirstText()
    {
        var failing = new ScriptedProvider().Then(ScriptedReply.Failure(Outcome.Overloaded, 503) with { Pieces = [""] });
        var answering = new ScriptedProvider().Then(ScriptedReply.Answer("one ", "two") with { Usage = new() { InputTokens = 3, OutputTokens = 2 } });
        await using var router = ChatRouters.Pair(failing, answering);
        using var client = router.AsChatClient(Tier.Cheap);

        var updates = await client.GetStreamingResponseAsync("hi", null, Token).ToListAsync(Token);

        Assert.Equal(["one ", "two"], updates.Select(update => update.Text).Where(text => text.Length > 0));
        Assert.All(updates, update => Assert.Equal(("b/two", "scripted"), (update.ModelId, update.ResponseId)));
        var response = updates.ToChatResponse();
        Assert.Equal((ChatFinishReason.Stop, 3L), (response.FinishReason, response.Usage!.InputTokenCount));
        Assert.Equal(2, Assert.IsType<Attempt[]>(updates[^1].AdditionalProperties!["switchyard.attempts"]).Length);
    }

    [Fact]
    public async Task AnEmptyStreamIsAnEmptyAnswer()
    {
        using var client = ChatRouters.Client(new ScriptedProvider().Then(ScriptedReply.Answer()));

        var updates = await client.GetStreamingResponseAsync("hi", null, Token).ToListAsync(Token);

        Assert.Equal((ChatFinishReason.Stop, "scripted"), (Assert.Single(updates).FinishReason, updates[0].ResponseId));
    }

    [Fact]
    public async Task AStreamThatBreaksOffThrowsAfterItsText()
    {
        using var client = ChatRouters.Client(new ScriptedProvider().Then(ScriptedReply.Failure(Outcome.NetworkError) with { Pieces = ["half "] }));
        var text = "";

        var failure = await Assert.ThrowsAsync<TruncatedException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync("hi", null, Token))
                text += update.Text;
        });

        Assert.Equal(("half ", "half "), (text, failure.PartialText));
    }

    [Fact]
    public void PiecesOfToolCallsArePutTogether()
    {
        var answer = new ChatAnswer();
        Assert.True(answer.TryRead("""{"id":"r","choices":[{"delta":{"role":"assistant","tool_calls":[{"index":0,"id":"c1","function":{"name":"f","arguments":""}}]}}]}"""u8));
        Assert.True(answer.TryRead("""{"choices":[{"delta":{"tool_calls":[{"index":1,"id":"c2","function":{"name":"g","arguments":"{\"b\""}}]}}]}{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"a\":1}"}}]}}]}"""u8));
        Assert.Null(answer.TakeUpdate("m"));
        Assert.True(answer.TryRead("""{"choices":[{"delta":{"tool_calls":[{"index":1,"function":{"arguments":":2}"}}]},"finish_reason":"tool_calls"}],"usage":null}"""u8));

        var last = answer.LastUpdate("m", [new Attempt { Model = "m", Provider = "p", Key = "k", Outcome = Outcome.Completed }]);

        Assert.Equal(["f{\"a\":1}", "g{\"b\":2}"], last.Contents.Cast<FunctionCallContent>().Select(call => call.Name + ChatJson.WriteArguments(call.Arguments)));
        Assert.Equal(ChatFinishReason.ToolCalls, last.FinishReason);
    }

    [Fact]
    public async Task ServicesSayWhoAnswers()
    {
        await using var router = ChatRouters.Pair(new ScriptedProvider(), new ScriptedProvider());
        using var client = router.AsChatClient(Tier.Cheap);

        var metadata = Assert.IsType<ChatClientMetadata>(client.GetService(typeof(ChatClientMetadata)));

        Assert.Equal(("switchyard", "cheap"), (metadata.ProviderName, metadata.DefaultModelId));
        Assert.Same(router, client.GetService(typeof(Router)));
        Assert.Same(client, client.GetService(typeof(IChatClient)));
        Assert.Null(client.GetService(typeof(Router), "key"));
    }

    [Fact]
    public async Task TheContainerHasOneForEachTier()
    {
        var (manifest, provider) = (new ProviderManifest { File = "a.provider.json", Id = "a", Name = "a", Wire = "scripted", Endpoint = new("http://127.0.0.1/"), Models = [new() { Id = "one" }] }, new ScriptedProvider());
        await using var services = new ServiceCollection().AddSwitchyard(options =>
        {
            options.Policy = TestCalls.Policy(null, "a/one");
            options.AddProvider(manifest, provider);
        }).BuildServiceProvider();

        Assert.Same(services.GetRequiredKeyedService<IChatClient>("cheap"), services.GetRequiredKeyedService<IChatClient>(Tier.Cheap));
        Assert.Equal("auto", services.GetRequiredService<IChatClient>().GetService<ChatClientMetadata>()!.DefaultModelId);
        Assert.Equal("ok", (await services.GetRequiredKeyedService<IChatClient>("cheap").GetResponseAsync("hi", null, Token)).Text);
    }
}
