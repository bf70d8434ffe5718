using System.Globalization;
using System.Net;
using System.Text.Json;
using Switchyard.Simulator;

namespace Switchyard.Gateway.Tests;

public sealed class ChatCompletionTests
{
    [Fact]
    public async Task An_answer_names_who_gave_it_and_what_it_took()
    {
        await using var scene = await GatewayScene.StartAsync();
        using var response = await scene.PostAsync(GatewayScene.Body("cheap"));
        var reply = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("a/one", reply.GetProperty("model").GetString());
        Assert.NotEmpty(reply.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!);
        Assert.Equal("a", Header(response, "provider"));
        Assert.Equal("a/one", Header(response, "model"));
        Assert.Equal("1", Header(response, "attempts"));
        Assert.Equal("cheap", Header(response, "tier"));
        Assert.Equal("0", Header(response, "cache-read-tokens"));
        var entry = Assert.Single(scene.Ledger.Snapshot());
        Assert.Equal(entry.Call.CallId.ToString(), Header(response, "request-id"));
        Assert.Equal(entry.Call.Cost, decimal.Parse(Header(response, "cost-usd"), CultureInfo.InvariantCulture));
        Assert.Equal("cheap", entry.Call.Task);
    }

    [Fact]
    public async Task Every_other_field_reaches_the_vendor_as_it_was_sent()
    {
        var seen = new TaskCompletionSource<JsonElement>();
        var vendor = await Vendor.StartAsync("a", [GatewayScene.Model("one", 1)], answer: request =>
        {
            seen.TrySetResult(request.Body);
            return null;
        });
        await using var scene = await GatewayScene.StartAsync(OnlyA, null, vendor);

        const string Fields = ""","temperature":0.25,"n":1,"seed":7,"logprobs":false,"user":"u\u00e4","stop":["x"],"metadata":{"k":"v"},"x_unknown":[1,{"y":null}]""";
        await scene.PostAsync(GatewayScene.Body("a/one", Fields + ",\"max_tokens\":50,\"stream\":false", "h\\u00e4llo \\ud83d\\ude00"), HttpStatusCode.OK);

        var body = await seen.Task;
        using var sent = JsonDocument.Parse("{" + Fields[1..] + "}");
        foreach (var field in sent.RootElement.EnumerateObject())
            Assert.True(JsonElement.DeepEquals(field.Value, body.GetProperty(field.Name)), field.Name);
        Assert.Equal("one", body.GetProperty("model").GetString());
        Assert.Equal(50, body.GetProperty("max_completion_tokens").GetInt32());
        Assert.False(body.TryGetProperty("stream", out _));
        Assert.Equal("hällo 😀", body.GetProperty("messages")[0].GetProperty("content").GetString());
    }

    [Fact]
    public async Task A_model_named_twice_is_refused_also_in_disguise()
    {
        await using var scene = await GatewayScene.StartAsync();
        var error = (await scene.PostAsync("""{"model":"b/big","messages":[{"role":"user","content":"x"}],"mod\u0065l":"a/one"}""", HttpStatusCode.BadRequest)).GetProperty("error");
        Assert.Equal(("repeated_field", "model"), (error.GetProperty("code").GetString(), error.GetProperty("param").GetString()));
        var reply = await scene.PostAsync("""{"messages":[{"role":"user","content":"x"}],"mod\u0065l":"b/two"}""", HttpStatusCode.OK);
        Assert.Equal("b/two", reply.GetProperty("model").GetString());
        Assert.Empty(scene.A.Server.Requests);
        Assert.Single(scene.B.Server.Requests);
    }

    [Fact]
    public async Task The_clients_key_stays_with_the_gateway()
    {
        var keys = new Dictionary<string, string> { ["A_KEY"] = "sk-A_KEY" };
        var vendor = await Vendor.StartAsync("a", [GatewayScene.Model("one", 1)], keys);
        await using var scene = await GatewayScene.StartAsync(OnlyA, null, vendor);
        scene.Client.DefaultRequestHeaders.Authorization = new("Bearer", "sk-of-the-client");
        await scene.PostAsync(GatewayScene.Body("a/one"), HttpStatusCode.OK);
        Assert.Equal("A_KEY", Assert.Single(vendor.Server.Requests).Key);
    }

    [Fact]
    public async Task A_failed_vendor_is_not_seen_but_counted()
    {
        await using var scene = await GatewayScene.StartAsync();
        scene.A.Server.Faults.Add(Fault.Status(500));
        using var response = await scene.PostAsync(GatewayScene.Body("cheap"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("b/two", Header(response, "model"));
        Assert.Equal("2", Header(response, "attempts"));
    }

    [Fact]
    public async Task Tools_and_schemas_go_through()
    {
        var vendor = await Vendor.StartAsync("a", [GatewayScene.Model("one", 1)], toolChoice: request => request.Tools.FirstOrDefault());
        await using var scene = await GatewayScene.StartAsync(OnlyA, null, vendor);
        const string Tools = ""","tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}]""";
        var reply = await scene.PostAsync(GatewayScene.Body("a/one", Tools), HttpStatusCode.OK);
        var choice = reply.GetProperty("choices")[0];
        Assert.Equal("tool_calls", choice.GetProperty("finish_reason").GetString());
        Assert.Equal("weather", choice.GetProperty("message").GetProperty("tool_calls")[0].GetProperty("function").GetProperty("name").GetString());

        const string Format = ""","response_format":{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":{"type":"object","properties":{"x":{"type":"integer"}},"required":["x"],"additionalProperties":false}}}""";
        reply = await scene.PostAsync(GatewayScene.Body("a/one", Format), HttpStatusCode.OK);
        Assert.True(JsonElement.Parse(reply.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!).GetProperty("x").TryGetInt32(out _));
    }

    [Fact]
    public async Task A_picture_goes_to_a_model_that_sees()
    {
        await using var scene = await GatewayScene.StartAsync();
        const string Picture = """{"model":"MODEL","messages":[{"role":"user","content":[{"type":"text","text":"?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}]}""";
        var refused = await scene.PostAsync(Picture.Replace("MODEL", "cheap", StringComparison.Ordinal), HttpStatusCode.BadRequest);
        Assert.Equal("unsupported_capability", refused.GetProperty("error").GetProperty("code").GetString());
        var seen = await scene.PostAsync(Picture.Replace("MODEL", "mid", StringComparison.Ordinal), HttpStatusCode.OK);
        Assert.Equal("b/middle", seen.GetProperty("model").GetString());
    }

    internal static Policy OnlyA(Policy policy) =>
        policy with { Tiers = new Dictionary<Tier, IReadOnlyList<string>> { [Tier.Cheap] = ["a/one"] } };

    internal static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues("x-switchyard-" + name).Single();
}
