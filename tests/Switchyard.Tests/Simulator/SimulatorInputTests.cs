using System.Net;
using System.Text;
using Switchyard.Simulator;

namespace Switchyard.Tests;

/// <summary>What the server refuses, and how it says so.</summary>
public sealed class SimulatorInputTests
{
    private const string Messages = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

    [Theory]
    [InlineData("", null, null)]
    [InlineData("{\"model\":", null, null)]
    [InlineData("[]", "body", "invalid_type")]
    [InlineData("{}", null, null)]
    [InlineData("{\"model\":7," + Messages + "}", "model", "invalid_type")]
    [InlineData("{\"model\":\"m\"}", "messages", "missing_required_parameter")]
    [InlineData("{\"model\":\"m\",\"messages\":[]}", "messages", "empty_array")]
    [InlineData("{\"model\":\"m\",\"messages\":[7]}", "messages[0]", "invalid_type")]
    [InlineData("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":7}]}", "messages[0].content", "invalid_type")]
    [InlineData("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":null}]}", "messages[0].content", "invalid_type")]
    [InlineData("{\"model\":\"m\",\"messages\":[{\"role\":\"king\",\"content\":\"x\"}]}", "messages[0].role", "invalid_value")]
    [InlineData("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}]}", "messages[0].content[0].text", "missing_required_parameter")]
    [InlineData("{\"model\":\"m\",\"messages\":[{\"role\":\"tool\",\"content\":\"x\"}]}", "messages[0].tool_call_id", "missing_required_parameter")]
    [InlineData("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"\\ud800\"}]}", "messages[0].content", "invalid_value")]
    [InlineData("{\"model\":\"m\",\"stream\":\"yes\"," + Messages + "}", "stream", "invalid_type")]
    [InlineData("{\"model\":\"m\",\"stream_options\":{}," + Messages + "}", "stream_options", "invalid_value")]
    [InlineData("{\"model\":\"m\",\"max_completion_tokens\":0," + Messages + "}", "max_completion_tokens", "invalid_value")]
    [InlineData("{\"model\":\"m\",\"max_completion_tokens\":1.5," + Messages + "}", "max_completion_tokens", "invalid_type")]
    [InlineData("{\"model\":\"m\",\"max_tokens\":99999999," + Messages + "}", "max_tokens", "invalid_value")]
    [InlineData("{\"model\":\"m\",\"temperature\":3," + Messages + "}", "temperature", "invalid_value")]
    [InlineData("{\"model\":\"m\",\"n\":2," + Messages + "}", "n", "unsupported_value")]
    [InlineData("{\"model\":\"m\",\"tempreature\":1," + Messages + "}", "tempreature", "unknown_parameter")]
    [InlineData("{\"model\":\"m\",\"tool_choice\":\"auto\"," + Messages + "}", "tool_choice", "invalid_value")]
    [InlineData("{\"model\":\"m\",\"response_format\":{\"type\":\"json_object\"}," + Messages + "}", "messages", null)]
    [InlineData("{\"model\":\"m\",\"response_format\":{\"type\":\"json_schema\"}," + Messages + "}", "response_format.json_schema", "missing_required_parameter")]
    public async Task A_bad_request_is_400_and_names_the_path(string body, string? param, string? code)
    {
        await using var client = await SimulatorClient.StartAsync();
        var (response, json) = await client.AskAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = json["error"]!;
        Assert.Equal(["message", "type", "param", "code"], error.AsObject().Select(m => m.Key));
        Assert.Equal(("invalid_request_error", param, code), ((string?)error["type"], (string?)error["param"], (string?)error["code"]));
        Assert.Equal(RequestOutcome.Refused, client.Server.Requests.Single().Outcome);
    }

    [Theory]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "In context=()")]
    [InlineData("""{"type":"object","properties":{}}""", "'additionalProperties' is required")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":[],"additionalProperties":false}""", "Missing 'a'")]
    [InlineData(
        """{"type":"object","properties":{"a":{"anyOf":[{"type":"object"},{"type":"null"}]}},"required":["a"],"additionalProperties":false}""",
        "In context=('properties', 'a', 'anyOf', '0')")]
    public async Task A_strict_schema_must_be_closed(string schema, string detail)
    {
        await using var client = await SimulatorClient.StartAsync();
        var format = ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"strict\":true,\"schema\":" + schema + "}}";
        var (response, json) = await client.AskAsync(SimulatorClient.Chat(more: format));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(detail, (string?)json["error"]!["message"]);
    }

    [Fact]
    public async Task Models_refuse_what_they_cannot_do()
    {
        var model = new SimulatedModel
        {
            Id = "m",
            Capabilities = SimulatedCapabilities.None,
            UnsupportedParameters = ["temperature"],
            ContextWindow = 100,
            MaxOutputTokens = 90,
        };
        await using var client = await SimulatorClient.StartAsync(new SimulatorOptions { Models = [model] });
        await RefusedAsync(client, SimulatorClient.Chat(stream: true), "unsupported_parameter", "stream");
        await RefusedAsync(client, SimulatorClient.Chat(more: ",\"temperature\":1"), "unsupported_parameter", "temperature");
        await RefusedAsync(client, SimulatorClient.Chat(more: ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]"), "unsupported_parameter", "tools");
        await RefusedAsync(client, SimulatorClient.Chat("in json", ",\"response_format\":{\"type\":\"json_object\"}"), null, "response_format");
        await RefusedAsync(client, SimulatorClient.Chat(new string('a', 400)), "context_length_exceeded", "messages");
        await RefusedAsync(client, SimulatorClient.Chat(new string('a', 80), ",\"max_tokens\":90"), "context_length_exceeded", "messages");
        Assert.StartsWith("[simulated m] ", await client.TextAsync(SimulatorClient.Chat()));
    }

    [Fact]
    public async Task Unknown_models_routes_and_methods_have_envelopes_too()
    {
        await using var client = await SimulatorClient.StartAsync();
        var (notFound, body) = await client.AskAsync("{\"model\":\"nope\"," + Messages + "}");
        Assert.Equal((HttpStatusCode.NotFound, "model_not_found"), (notFound.StatusCode, (string?)body["error"]!["code"]));

        var token = TestContext.Current.CancellationToken;
        Assert.Equal(HttpStatusCode.NotFound, (await client.Http.GetAsync("nowhere", token)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.Http.GetAsync("chat/completions", token)).StatusCode);
    }

    [Fact]
    public async Task Large_bodies_are_413_with_and_without_a_length()
    {
        await using var client = await SimulatorClient.StartAsync(new SimulatorOptions { Models = [new() { Id = "m" }], MaxRequestBytes = 1000 });
        using var known = await client.PostAsync(SimulatorClient.Chat(new string('a', 2000)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, known.StatusCode);

        using var request = new HttpRequestMessage(HttpMethod.Post, "chat/completions")
        {
            Content = new StringContent(SimulatorClient.Chat(new string('a', 2000)), Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = true;
        using var unknown = await client.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, unknown.StatusCode);
    }

    [Fact]
    public async Task Keys_are_checked_and_never_kept()
    {
        var options = new SimulatorOptions { Models = [new() { Id = "m" }], Keys = new Dictionary<string, string> { ["main"] = SimulatorClient.Secret } };
        await using var client = await SimulatorClient.StartAsync(options);
        Assert.StartsWith("[simulated", await client.TextAsync(SimulatorClient.Chat()));
        Assert.Equal("main", client.Server.Requests[^1].Key);

        client.Http.DefaultRequestHeaders.Authorization = new("Bearer", "sk-wrong-0123456789");
        var (wrong, body) = await client.AskAsync(SimulatorClient.Chat());
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_api_key"), (wrong.StatusCode, (string?)body["error"]!["code"]));
        Assert.DoesNotContain("sk-wrong-0123456789", body.ToJsonString());

        client.Http.DefaultRequestHeaders.Authorization = null;
        using var none = await client.PostAsync(SimulatorClient.Chat());
        Assert.Equal(HttpStatusCode.Unauthorized, none.StatusCode);
        Assert.All(client.Server.Requests, r => Assert.DoesNotContain("sk-", r.ToString()));
    }

    [Fact]
    public async Task Any_key_is_accepted_by_default_and_none_where_allowed()
    {
        await using var any = await SimulatorClient.StartAsync();
        await any.TextAsync(SimulatorClient.Chat());
        Assert.Matches("^sha256:[0-9a-f]{8}$", any.Server.Requests[0].Key);

        await using var local = await SimulatorClient.StartAsync(new SimulatorOptions { Models = [new() { Id = "m" }], AllowAnonymous = true });
        local.Http.DefaultRequestHeaders.Authorization = null;
        await local.TextAsync(SimulatorClient.Chat());
        Assert.Equal("anonymous", local.Server.Requests[0].Key);
    }

    [Fact]
    public async Task Options_that_make_no_sense_do_not_start()
    {
        var token = TestContext.Current.CancellationToken;
        await Assert.ThrowsAsync<ArgumentException>(() => SimulatorServer.StartAsync(new() { Models = [] }, token));
        await Assert.ThrowsAsync<ArgumentException>(() => SimulatorServer.StartAsync(new() { Models = [new() { Id = "m" }, new() { Id = "m" }] }, token));
        await Assert.ThrowsAsync<ArgumentException>(() => SimulatorServer.StartAsync(new() { Models = [new() { Id = "m" }], PathPrefix = "v1" }, token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => SimulatorServer.StartAsync(new() { Models = [new() { Id = "m" }], Port = -1 }, token));
    }

    private static async Task RefusedAsync(SimulatorClient client, string body, string? code, string param)
    {
        var (response, json) = await client.AskAsync(body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal((code, param), ((string?)json["error"]!["code"], (string?)json["error"]!["param"]));
    }
}
