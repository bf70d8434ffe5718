using System.Net;
using System.Text.Json;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Switchyard.Simulator;

namespace Switchyard.Gateway.Tests;

/// <summary>The official Anthropic client, unchanged but for its base URL; the answers come from vendors of another wire.</summary>
public sealed class AnthropicClientTests
{
    private static readonly Dictionary<string, JsonElement> s_schema =
        JsonElement.Parse("""{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"]}""").EnumerateObject().ToDictionary(member => member.Name, member => member.Value);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_chats()
    {
        await using var scene = await GatewayScene.StartAsync();
        var answer = await Client(scene).Messages.Create(Request() with { System = "Be brief.", StopSequences = ["###"] }, Token);
        Assert.Equal("a/one", answer.Model.ToString().Trim('"'));
        Assert.Equal("end_turn", answer.StopReason!.Raw());
        Assert.True(answer.Content[0].TryPickText(out var text));
        Assert.NotEmpty(text.Text);
        Assert.True(answer.Usage.InputTokens > 0 && answer.Usage.OutputTokens > 0);
    }

    [Fact]
    public async Task It_streams()
    {
        await using var scene = await GatewayScene.StartAsync();
        var (text, stop, output, hasEnded) = ("", "", 0L, false);
        await foreach (var update in Client(scene).Messages.CreateStreaming(Request(), Token))
        {
            if (update.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickText(out var more))
                text += more.Text;
            if (update.TryPickDelta(out var end))
                (stop, output) = (end.Delta.StopReason!.Raw(), end.Usage.OutputTokens);
            hasEnded |= update.TryPickStop(out _);
        }

        Assert.NotEmpty(text);
        Assert.Equal(("end_turn", true), (stop, hasEnded));
        Assert.True(output > 0);
    }

    [Fact]
    public async Task It_calls_tools_whole_and_streamed()
    {
        await using var scene = await GatewayScene.StartAsync();
        var request = Request() with { Tools = [new Tool { Name = "count", InputSchema = InputSchema.FromRawUnchecked(s_schema) }], ToolChoice = new ToolChoiceAny() };
        var answer = await Client(scene).Messages.Create(request, Token);
        Assert.Equal("tool_use", answer.StopReason!.Raw());
        Assert.True(answer.Content.Single().TryPickToolUse(out var use));
        Assert.Equal("count", use.Name);
        Assert.True(use.Input["n"].TryGetInt32(out _));

        var arguments = "";
        await foreach (var update in Client(scene).Messages.CreateStreaming(request, Token))
        {
            if (update.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickInputJson(out var json))
                arguments += json.PartialJson;
        }

        Assert.Matches("^\\{\"n\":[0-9]+\\}$", arguments);
    }

    [Fact]
    public async Task It_reads_errors()
    {
        await using var scene = await GatewayScene.StartAsync(policy => policy with { Limits = policy.Limits with { Attempts = 1 } });
        var unknown = await Assert.ThrowsAnyAsync<AnthropicApiException>(() => Client(scene).Messages.Create(Request("cheep"), Token));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Contains("the nearest are cheap", unknown.Message, StringComparison.Ordinal);

        scene.A.Server.Faults.Add(Fault.Status(503));
        var error = await scene.PostAsync(
            """{"model":"a/one","max_tokens":9,"messages":[{"role":"user","content":"x"}]}""", (HttpStatusCode)529, "/v1/messages");
        Assert.Equal("overloaded_error", error.GetProperty("error").GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_broken_stream_throws()
    {
        await using var scene = await GatewayScene.StartAsync(policy => policy with
        {
            TierRoutes = new Dictionary<Tier, RoutePolicy> { [Tier.Cheap] = new() { Resume = StreamResume.Never } },
        });
        scene.A.Server.Faults.Add(Fault.CutAfter(5));
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await foreach (var _ in Client(scene).Messages.CreateStreaming(Request(), Token))
            {
            }
        });
    }

    [Fact]
    public async Task Every_kind_of_content_reaches_the_vendor()
    {
        var seen = new TaskCompletionSource<JsonElement>();
        var vendor = await Vendor.StartAsync(
            "a", [GatewayScene.Model("one", 1, can: Capabilities.Images | Capabilities.Files | Capabilities.Tools)], answer: request =>
            {
                seen.TrySetResult(request.Body);
                return null;
            });
        await using var scene = await GatewayScene.StartAsync(ChatCompletionTests.OnlyA, null, vendor);
        await scene.PostAsync(
            """
            {"model":"a/one","max_tokens":50,"system":[{"type":"text","text":"S","cache_control":{"type":"ephemeral"}}],"metadata":{"user_id":"u1"},
             "messages":[
               {"role":"user","content":[{"type":"text","text":"look"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]},
               {"role":"assistant","content":[{"type":"thinking","thinking":"…","signature":"x"},{"type":"text","text":"I call"},{"type":"tool_use","id":"t1","name":"f","input":{"a":1}}]},
               {"role":"user","content":[{"type":"text","text":"so?"},{"type":"tool_result","tool_use_id":"t1","content":"42"}]}],
             "tools":[{"name":"f","description":"d","input_schema":{"type":"object","properties":{"a":{"type":"integer"}}}}],"tool_choice":{"type":"auto","disable_parallel_tool_use":true}}
            """,
            HttpStatusCode.OK, "/v1/messages");

        var messages = (await seen.Task).GetProperty("messages");
        Assert.Equal(["system", "user", "assistant", "tool", "user"], messages.EnumerateArray().Select(message => message.GetProperty("role").GetString()));
        Assert.Equal("data:image/png;base64,AAAA", messages[1].GetProperty("content")[1].GetProperty("image_url").GetProperty("url").GetString());
        Assert.Equal("""{"a":1}""", messages[2].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString());
        Assert.Equal(("t1", "42"), (messages[3].GetProperty("tool_call_id").GetString(), messages[3].GetProperty("content").GetString()));
        Assert.False((await seen.Task).GetProperty("parallel_tool_calls").GetBoolean());
        Assert.Equal("u1", (await seen.Task).GetProperty("user").GetString());
    }

    [Theory]
    [InlineData("""{"max_tokens":9,"messages":[]}""", "model")]
    [InlineData("""{"model":"cheap","messages":[{"role":"user","content":"x"}]}""", "max_tokens")]
    [InlineData("""{"model":"cheap","max_tokens":0,"messages":[{"role":"user","content":"x"}]}""", "max_tokens")]
    [InlineData("""{"model":"cheap","max_tokens":9,"messages":[{"role":"user","content":[{"type":"video"}]}]}""", "messages[0].content[0].type")]
    [InlineData("""{"model":"cheap","max_tokens":9,"messages":[{"role":"user","content":7}]}""", "messages[0].content")]
    [InlineData("""{"model":"cheap","max_tokens":9,"messages":[{"role":"user","content":"x"}],"tools":[{"type":"web_search_20250305","name":"web_search"}]}""", "tools[0].type")]
    public async Task What_is_wrong_is_named_by_its_path(string body, string path)
    {
        await using var scene = await GatewayScene.StartAsync();
        var error = await scene.PostAsync(body, HttpStatusCode.BadRequest, "/v1/messages");
        Assert.Equal(("error", "invalid_request_error"), (error.GetProperty("type").GetString(), error.GetProperty("error").GetProperty("type").GetString()));
        Assert.Contains($"\"{path}\"", error.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static AnthropicClient Client(GatewayScene scene) => new() { BaseUrl = scene.Address.ToString().TrimEnd('/'), ApiKey = "sk-x", MaxRetries = 0 };

    private static MessageCreateParams Request(string model = "cheap") => new()
    {
        Model = model,
        MaxTokens = 500,
        Messages = [new UserMessageParam("Hello")],
    };
}
