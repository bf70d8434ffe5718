using Microsoft.Extensions.AI;
using Switchyard.Testing;

namespace Switchyard.Tests.ChatClients;

/// <summary>What goes over the wire for what a caller of <see cref="IChatClient"/> says.</summary>
public sealed class ChatRequestTests
{
    private static readonly System.Text.Json.JsonElement s_schema =
        System.Text.Json.JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}}}""");

    [Fact]
    public async Task HistoryInstructionsAndOptions()
    {
        var body = await BodyOf(
            [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Grüße \"you\""), new(ChatRole.Assistant, "Hi."), new(ChatRole.User, "And?") { AuthorName = "anna" }],
            new()
            {
                Instructions = "You sell bicycles.",
                Temperature = 0.5f,
                TopP = 0.9f,
                MaxOutputTokens = 100,
                FrequencyPenalty = 0.25f,
                PresencePenalty = -1,
                Seed = 42,
                StopSequences = ["END", "\n\n"],
                Reasoning = new() { Effort = ReasoningEffort.Low },
            });

        Assert.Equal(
            """{"model":"one","messages":[{"role":"system","content":"You sell bicycles."},{"role":"system","content":"Be brief."},{"role":"user","content":"Grüße \"you\""},{"role":"assistant","content":"Hi."},{"role":"user","name":"anna","content":"And?"}],"temperature":0.5,"top_p":0.9,"frequency_penalty":0.25,"presence_penalty":-1,"seed":42,"stop":["END","\n\n"],"reasoning_effort":"low","max_completion_tokens":100}""",
            body);
    }

    [Fact]
    public async Task Tools()
    {
        var body = await BodyOf(
            [
                new(ChatRole.User, "A 56?"),
                new(ChatRole.Assistant, [new TextContent("Let me look."), new FunctionCallContent("c1", "find_bike", new Dictionary<string, object?> { ["size"] = 56 })]),
                new(ChatRole.Tool, [new FunctionResultContent("c1", new Dictionary<string, object?> { ["found"] = true })]),
                new(ChatRole.Assistant, [new FunctionCallContent("c2", "find_bike"), new FunctionCallContent("c3", "find_bike")]),
                new(ChatRole.Tool, [new FunctionResultContent("c2", "none"), new FunctionResultContent("c3", null)]),
            ],
            new() { Tools = [ChatRouters.FindBike], ToolMode = ChatToolMode.RequireSpecific("find_bike"), AllowMultipleToolCalls = false });

        Assert.Equal(
            """{"model":"one","messages":[{"role":"user","content":"A 56?"},{"role":"assistant","content":"Let me look.","tool_calls":[{"id":"c1","type":"function","function":{"name":"find_bike","arguments":"{\"size\":56}"}}]},{"role":"tool","tool_call_id":"c1","content":"{\"found\":true}"},{"role":"assistant","content":null,"tool_calls":[{"id":"c2","type":"function","function":{"name":"find_bike","arguments":"{}"}},{"id":"c3","type":"function","function":{"name":"find_bike","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c2","content":"none"},{"role":"tool","tool_call_id":"c3","content":""}],"tools":[{"type":"function","function":{"name":"find_bike","description":"Finds a bicycle.","parameters":{"type":"object","properties":{"size":{"type":"integer"}},"required":["size"]}}}],"tool_choice":{"type":"function","function":{"name":"find_bike"}},"parallel_tool_calls":false}""",
            body);
    }

    [Fact]
    public async Task PicturesSoundAndFiles()
    {
        var body = await BodyOf(
            [
                new(ChatRole.User,
                [
                    new TextContent("See:"),
                    new DataContent(new byte[] { 1, 2, 3 }, "image/png") { AdditionalProperties = new() { ["detail"] = "low" } },
                    new UriContent("https://example.org/a.jpg", "image/jpeg"),
                    new DataContent(new byte[] { 4 }, "audio/wav"),
                    new DataContent(new byte[] { 5 }, "application/pdf") { Name = "a.pdf" },
                    new HostedFileContent("file-1"),
                ]),
            ]);

        Assert.Equal(
            """{"model":"one","messages":[{"role":"user","content":[{"type":"text","text":"See:"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID","detail":"low"}},{"type":"image_url","image_url":{"url":"https://example.org/a.jpg"}},{"type":"input_audio","input_audio":{"data":"BA==","format":"wav"}},{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,BQ=="}},{"type":"file","file":{"file_id":"file-1"}}]}]}""",
            body);
    }

    [Fact]
    public async Task StructuredOutput()
    {
        var body = await BodyOf([new(ChatRole.User, "Where?")], new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(s_schema, "place", "A place.") });

        Assert.Equal(
            """{"model":"one","messages":[{"role":"user","content":"Where?"}],"response_format":{"type":"json_schema","json_schema":{"name":"place","description":"A place.","schema":{"type":"object","properties":{"city":{"type":"string"}}}}}}""",
            body);
    }

    [Fact]
    public async Task ASchemaIsAPreferenceUnlessItIsStrict()
    {
        var (a, b) = (new ScriptedProvider(), new ScriptedProvider());
        await using var router = ChatRouters.Pair(a, b, one: Capabilities.None);
        using var client = router.AsChatClient(Tier.Cheap);
        var options = new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(s_schema) };

        await client.GetResponseAsync("Where?", options, TestContext.Current.CancellationToken);
        options.AdditionalProperties = new() { ["strict"] = true };
        await client.GetResponseAsync("Where?", options, TestContext.Current.CancellationToken);

        Assert.DoesNotContain("response_format", Assert.Single(a.Requests).Body, StringComparison.Ordinal);
        Assert.Contains("\"strict\":true", Assert.Single(b.Requests).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoCannotDoItIsNotAsked()
    {
        var (a, b) = (new ScriptedProvider(), new ScriptedProvider());
        await using var router = ChatRouters.Pair(a, b, one: Capabilities.Schema);
        using var client = router.AsChatClient(Tier.Cheap);

        await client.GetResponseAsync("A 56?", new() { Tools = [ChatRouters.FindBike] }, TestContext.Current.CancellationToken);
        await client.GetResponseAsync(
            [new ChatMessage(ChatRole.User, [new UriContent("https://example.org/a.jpg", "image/jpeg")])], null, TestContext.Current.CancellationToken);

        Assert.Empty(a.Requests);
        Assert.Equal(2, b.Requests.Count);
    }

    [Fact]
    public async Task NobodyWhoCanDoItIsAFailureThatSaysSo()
    {
        await using var router = ChatRouters.Pair(new ScriptedProvider(), new ScriptedProvider(), Capabilities.None, Capabilities.None);
        using var client = router.AsChatClient(Tier.Cheap);

        var failure = await Assert.ThrowsAsync<RoutingException>(
            () => client.GetResponseAsync("A 56?", new() { Tools = [ChatRouters.FindBike] }, TestContext.Current.CancellationToken));

        Assert.Contains("it lacks one of Tools", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b/two")]
    [InlineData("two")]
    public async Task ANamedModelIsTheOneThatIsAsked(string model)
    {
        await using var router = ChatRouters.Pair(new ScriptedProvider(), new ScriptedProvider());
        using var client = router.AsChatClient(Tier.Cheap);

        var response = await client.GetResponseAsync("hi", new() { ModelId = model }, TestContext.Current.CancellationToken);

        Assert.Equal("b/two", response.ModelId);
    }

    [Fact]
    public async Task ATierIsNamedLikeAModel()
    {
        await using var router = ChatRouters.Pair(new ScriptedProvider(), new ScriptedProvider());
        using var client = router.AsChatClient(Tier.Frontier);

        var response = await client.GetResponseAsync("hi", new() { ModelId = "cheap" }, TestContext.Current.CancellationToken);

        Assert.Equal("a/one", response.ModelId);
    }

    [Fact]
    public async Task WhatCannotBeSaidIsRefusedAndTheCallGoesBackToItsPool()
    {
        var a = new ScriptedProvider();
        using var client = ChatRouters.Client(a);

        await Assert.ThrowsAsync<NotSupportedException>(
            () => client.GetResponseAsync("hi", new() { Tools = [new HostedWebSearchTool()] }, TestContext.Current.CancellationToken));
        await client.GetResponseAsync("hi", null, TestContext.Current.CancellationToken);

        Assert.Equal("""{"model":"one","messages":[{"role":"user","content":"hi"}]}""", Assert.Single(a.Requests).Body);
    }

    private static async Task<string> BodyOf(ChatMessage[] messages, ChatOptions? options = null)
    {
        var provider = new ScriptedProvider();
        using var client = ChatRouters.Client(provider);
        await client.GetResponseAsync(messages, options, TestContext.Current.CancellationToken);
        return Assert.Single(provider.Requests).Body;
    }
}
