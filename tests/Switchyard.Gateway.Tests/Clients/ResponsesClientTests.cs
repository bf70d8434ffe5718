// The client calls its part of the wire experimental.
#pragma warning disable OPENAI001

using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using System.Text.Json;
using OpenAI.Responses;

namespace Switchyard.Gateway.Tests;

/// <summary>The official OpenAI client on the responses wire.</summary>
public sealed class ResponsesClientTests
{
    private const string Path = "/v1/responses";

    private static readonly BinaryData s_schema =
        BinaryData.FromString("""{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"],"additionalProperties":false}""");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_answers()
    {
        await using var scene = await GatewayScene.StartAsync();
        ResponseResult answer = await Client(scene).CreateResponseAsync("cheap", "Hello", cancellationToken: Token);
        Assert.Equal(("a/one", ResponseStatus.Completed), (answer.Model, answer.Status));
        Assert.NotEmpty(answer.GetOutputText());
        Assert.True(answer.Usage.OutputTokenCount > 0);
    }

    [Fact]
    public async Task It_streams()
    {
        await using var scene = await GatewayScene.StartAsync();
        var text = "";
        ResponseResult? last = null;
        await foreach (var update in await Client(scene).CreateResponseStreamingAsync("cheap", "Hello", cancellationToken: Token))
        {
            if (update is StreamingResponseOutputTextDeltaUpdate delta)
                text += delta.Delta;
            if (update is StreamingResponseCompletedUpdate completed)
                last = completed.Response;
        }

        Assert.NotEmpty(text);
        Assert.Equal(text, last!.GetOutputText());
        Assert.True(last.Usage.InputTokenCount > 0);
    }

    [Fact]
    public async Task It_calls_tools_and_gets_structured_output()
    {
        await using var scene = await GatewayScene.StartAsync();
        var options = new CreateResponseOptions("cheap", [ResponseItem.CreateUserMessageItem("x")]) { ToolChoice = ResponseToolChoice.CreateRequiredChoice() };
        options.Tools.Add(ResponseTool.CreateFunctionTool("count", s_schema, strictModeEnabled: true, "Counts."));
        ResponseResult called = await Client(scene).CreateResponseAsync(options, Token);
        var call = Assert.IsType<FunctionCallResponseItem>(Assert.Single(called.OutputItems));
        Assert.Equal("count", call.FunctionName);

        var format = new CreateResponseOptions("cheap", [ResponseItem.CreateUserMessageItem("x")])
        {
            TextOptions = new() { TextFormat = ResponseTextFormat.CreateJsonSchemaFormat("value", s_schema, jsonSchemaIsStrict: true) },
        };
        ResponseResult filled = await Client(scene).CreateResponseAsync(format, Token);
        Assert.Matches("^\\{\"n\":[0-9]+\\}$", filled.GetOutputText());

        options.StreamingEnabled = true;
        var arguments = "";
        await foreach (var update in await Client(scene).CreateResponseStreamingAsync(options, Token))
        {
            if (update is StreamingResponseFunctionCallArgumentsDeltaUpdate delta)
                arguments += delta.Delta.ToString();
        }

        Assert.Matches("^\\{\"n\":[0-9]+\\}$", arguments);
    }

    [Fact]
    public async Task A_conversation_with_tools_reaches_the_vendor()
    {
        var seen = new TaskCompletionSource<JsonElement>();
        var vendor = await Vendor.StartAsync("a", [GatewayScene.Model("one", 1, can: Capabilities.Images | Capabilities.Tools)], answer: request =>
        {
            seen.TrySetResult(request.Body);
            return null;
        });
        await using var scene = await GatewayScene.StartAsync(ChatCompletionTests.OnlyA, null, vendor);
        var reply = await scene.PostAsync(
            """
            {"model":"a/one","instructions":"S","store":false,"max_output_tokens":30,"input":[
              {"role":"user","content":[{"type":"input_text","text":"look"},{"type":"input_image","image_url":"data:image/png;base64,AAAA"}]},
              {"type":"function_call","call_id":"c1","name":"f","arguments":"{}"},{"type":"function_call","call_id":"c2","name":"f","arguments":"{}"},
              {"type":"function_call_output","call_id":"c1","output":"1"},{"type":"function_call_output","call_id":"c2","output":"2"}]}
            """,
            HttpStatusCode.OK, Path);
        var messages = (await seen.Task).GetProperty("messages");
        Assert.Equal(["system", "user", "assistant", "tool", "tool"], messages.EnumerateArray().Select(message => message.GetProperty("role").GetString()));
        Assert.Equal(2, messages[2].GetProperty("tool_calls").GetArrayLength());
        Assert.Equal(("incomplete", "max_output_tokens"), (reply.GetProperty("status").GetString(), reply.GetProperty("incomplete_details").GetProperty("reason").GetString()));
    }

    [Theory]
    [InlineData("""{"model":"cheap"}""", "input")]
    [InlineData("""{"model":"cheap","input":7}""", "input")]
    [InlineData("""{"model":"cheap","input":"x","max_output_tokens":0}""", "max_output_tokens")]
    [InlineData("""{"model":"cheap","input":"x","previous_response_id":"resp_1"}""", "previous_response_id")]
    [InlineData("""{"model":"cheap","input":[{"type":"web_search_call","id":"x"}]}""", "input[0].type")]
    [InlineData("""{"model":"cheap","input":"x","tools":[{"type":"web_search"}]}""", "tools[0].type")]
    public async Task What_is_wrong_is_named_by_its_path(string body, string path)
    {
        await using var scene = await GatewayScene.StartAsync();
        var error = (await scene.PostAsync(body, HttpStatusCode.BadRequest, Path)).GetProperty("error");
        Assert.Equal(path, error.GetProperty("param").GetString());
    }

    private static ResponsesClient Client(GatewayScene scene) =>
        new(new ApiKeyCredential("sk-x"), new ResponsesClientOptions { Endpoint = new(scene.Address, "/v1"), RetryPolicy = new ClientRetryPolicy(0) });
}
