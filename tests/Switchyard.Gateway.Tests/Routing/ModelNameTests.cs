using System.Net;
using System.Text.Json;
using Switchyard.Simulator;

namespace Switchyard.Gateway.Tests;

public sealed class ModelNameTests
{
    [Theory]
    [InlineData("cheap", "a/one")]
    [InlineData("Mid", "b/middle")]
    [InlineData("frontier", "b/big")]
    [InlineData("b/two", "b/two")]
    [InlineData("two", "b/two")]
    [InlineData("auto", "a/one")]
    [InlineData("auto?max_cost=0.5&max_latency=60000", "a/one")]
    [InlineData("frontier?max_cost=1", "b/big")]
    [InlineData("SupportDesk.ReplyAsync", "a/one")]
    public async Task A_model_may_be_named_in_many_ways(string name, string answered)
    {
        await using var scene = await GatewayScene.StartAsync();
        var reply = await scene.PostAsync(GatewayScene.Body(name), HttpStatusCode.OK);
        Assert.Equal(answered, reply.GetProperty("model").GetString());
        if (name.StartsWith("Support", StringComparison.Ordinal))
            Assert.Equal("length", reply.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
    }

    [Theory]
    [InlineData("b/tow", 404, "model_not_found", "b/two")]
    [InlineData("chaep", 404, "model_not_found", "cheap")]
    [InlineData("nothing-like-it-at-all", 404, "model_not_found", "GET /v1/models")]
    [InlineData("auto?max_price=3", 400, "invalid_value", "max_cost")]
    [InlineData("auto?max_cost=free", 400, "invalid_value", "US dollars")]
    [InlineData("auto?max_latency=-1", 400, "invalid_value", "milliseconds")]
    public async Task A_name_that_is_wrong_is_answered_with_what_may_have_been_meant(string name, int status, string code, string hint)
    {
        await using var scene = await GatewayScene.StartAsync();
        var error = (await scene.PostAsync(GatewayScene.Body(name), (HttpStatusCode)status)).GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Equal("model", error.GetProperty("param").GetString());
        Assert.Contains(hint, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bound_that_no_model_keeps_is_said_before_anybody_is_asked()
    {
        await using var scene = await GatewayScene.StartAsync();
        var error = (await scene.PostAsync(GatewayScene.Body("frontier?max_cost=0.0000001"), HttpStatusCode.BadRequest)).GetProperty("error");
        Assert.Equal("bounds_too_strict", error.GetProperty("code").GetString());
        Assert.Empty(scene.B.Server.Requests);
    }

    [Fact]
    public async Task Models_are_asked_in_their_order()
    {
        await using var scene = await GatewayScene.StartAsync();
        const string Body = """{"models":["b/big","b/two","a/one"],"messages":[{"role":"user","content":"x"}]}""";
        Assert.Equal("b/big", (await scene.PostAsync(Body, HttpStatusCode.OK)).GetProperty("model").GetString());
        scene.B.Server.Faults.Add(Fault.Status(500));
        using var response = await scene.PostAsync(Body);
        Assert.Equal("a/one", ChatCompletionTests.Header(response, "model"));
        Assert.Equal("3", ChatCompletionTests.Header(response, "attempts"));
        Assert.DoesNotContain("\"models\"", scene.A.Server.Requests[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""["b/two","b/nix"]""", "models[1]")]
    [InlineData("""["b/two",5]""", "models[1]")]
    [InlineData("""["auto","b/two"]""", "models[0]")]
    public async Task A_wrong_one_of_several_models_is_named(string models, string param)
    {
        await using var scene = await GatewayScene.StartAsync();
        using var response = await scene.PostAsync($$"""{"models":{{models}},"messages":[{"role":"user","content":"x"}]}""");
        var error = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("error");
        Assert.InRange((int)response.StatusCode, 400, 404);
        Assert.Equal(param, error.GetProperty("param").GetString());
    }

    [Fact]
    public async Task The_list_of_models_holds_every_name()
    {
        await using var scene = await GatewayScene.StartAsync();
        var list = JsonElement.Parse(await scene.Client.GetStringAsync("/v1/models", TestContext.Current.CancellationToken));
        var names = list.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()).ToList();
        Assert.Equal(["auto", "cheap", "mid", "frontier", "SupportDesk.ReplyAsync", "a/one", "b/two", "b/middle", "b/big"], names);
        var one = JsonElement.Parse(await scene.Client.GetStringAsync("/v1/models/b/two", TestContext.Current.CancellationToken));
        Assert.Equal("b", one.GetProperty("owned_by").GetString());
        using var none = await scene.Client.GetAsync("/v1/models/b/nix", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }
}
