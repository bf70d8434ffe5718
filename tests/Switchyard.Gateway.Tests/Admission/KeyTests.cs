using System.Net;
using System.Text.Json;
using Switchyard.Storage;

namespace Switchyard.Gateway.Tests;

public sealed class KeyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Once_there_is_a_key_nobody_is_served_without_one()
    {
        await using var scene = await KeyedScene.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await scene.AskAsync(null, GatewayScene.Body("cheap"))).Response.StatusCode);

        var secret = scene.Issue(new() { Name = "support", Team = "shop", Tags = ["web"] });
        await ExpectAsync(scene, null, "missing_api_key");
        await ExpectAsync(scene, "swy_unknown", "invalid_api_key");
        await ExpectAsync(scene, secret[..^1] + (secret[^1] == 'A' ? 'B' : 'A'), "invalid_api_key");
        Assert.Equal(HttpStatusCode.Unauthorized, (await scene.Gateway.Client.GetAsync("/v1/models", Token)).StatusCode);
        Assert.Equal("ok\n", await scene.Gateway.Client.GetStringAsync("/healthz", Token));

        Assert.Equal(HttpStatusCode.OK, (await scene.AskAsync(secret, GatewayScene.Body("cheap"))).Response.StatusCode);
        var call = scene.Calls()[^1];
        Assert.Equal(scene.Store.Administration.Keys.List()[0].Id, call.Key);
        Assert.Equal("shop", call.Team);
        Assert.Equal(["web"], call.Tags);
        Assert.Equal("cheap", call.Asked);
        Assert.All(scene.Gateway.A.Server.Requests, request => Assert.NotEqual(secret, request.Key));
    }

    [Fact]
    public async Task A_key_that_was_revoked_holds_no_longer()
    {
        await using var scene = await KeyedScene.StartAsync();
        var secret = scene.Issue(new() { Name = "gone" });
        Assert.Equal(HttpStatusCode.OK, (await scene.AskAsync(secret, GatewayScene.Body("cheap"))).Response.StatusCode);
        scene.Store.Administration.Keys.Revoke("gone");
        await ExpectAsync(scene, secret, "revoked_api_key");
    }

    [Fact]
    public async Task Anthropic_clients_show_their_key_and_read_their_errors_as_they_are_used_to()
    {
        await using var scene = await KeyedScene.StartAsync();
        var secret = scene.Issue(new() { Name = "claude" });
        const string Body = """{"model":"cheap","max_tokens":20,"messages":[{"role":"user","content":"hello"}]}""";
        var (response, answer) = await scene.AskAsync(secret, Body, "/v1/messages", "x-api-key");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("message", answer.GetProperty("type").GetString());

        (response, answer) = await scene.AskAsync("swy_wrong", Body, "/v1/messages", "x-api-key");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("authentication_error", answer.GetProperty("error").GetProperty("type").GetString());
        Assert.DoesNotContain("swy_wrong", answer.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b/two")]
    [InlineData("mid")]
    [InlineData("auto")]
    [InlineData("SupportDesk.ReplyAsync")]
    public async Task What_a_key_does_not_allow_is_not_asked(string model)
    {
        await using var scene = await KeyedScene.StartAsync();
        var secret = scene.Issue(new() { Name = "narrow", Models = ["a/*"], Tiers = [Tier.Cheap] });
        var (response, answer) = await scene.AskAsync(secret, GatewayScene.Body(model));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("model_not_allowed", answer.GetProperty("error").GetProperty("code").GetString());
        Assert.Empty(scene.Gateway.B.Server.Requests);

        Assert.Equal(HttpStatusCode.OK, (await scene.AskAsync(secret, GatewayScene.Body("a/one"))).Response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await scene.AskAsync(secret, GatewayScene.Body("cheap"))).Response.StatusCode);
    }

    [Fact]
    public async Task Only_what_a_key_may_ask_is_listed_to_it()
    {
        await using var scene = await KeyedScene.StartAsync();
        var narrow = scene.Issue(new() { Name = "narrow", Models = ["a/*"], Tiers = [Tier.Cheap] });
        var wide = scene.Issue(new() { Name = "wide" });
        Assert.Equal(["cheap", "a/one"], await NamesAsync(scene, narrow));
        Assert.Equal(["auto", "cheap", "mid", "frontier", "SupportDesk.ReplyAsync", "a/one", "b/two", "b/middle", "b/big"], await NamesAsync(scene, wide));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(scene, narrow, "/v1/models/a/one")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(scene, narrow, "/v1/models/b/two")).StatusCode);
    }

    [Fact]
    public async Task With_keys_it_may_listen_for_other_machines()
    {
        using var folder = new TemporaryFolder();
        var options = new StoreOptions { Folder = new(Path.Combine(folder.Path, "data")) };
        Assert.Single(ListenAddresses.Problems(["http://0.0.0.0:0"], hasKeys: false));
        Administration.Open(options).Keys.Create(new() { Name = "far" });
        await using var store = Store.Open(options);
        Assert.Empty(ListenAddresses.Problems(["http://0.0.0.0:0"], store.Gate.HasKeys));
    }

    private static async Task<List<string?>> NamesAsync(KeyedScene scene, string secret)
    {
        using var response = await GetAsync(scene, secret, "/v1/models");
        var list = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return [.. list.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString())];
    }

    private static Task<HttpResponseMessage> GetAsync(KeyedScene scene, string secret, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", secret);
        return scene.Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task ExpectAsync(KeyedScene scene, string? secret, string code)
    {
        var (response, answer) = await scene.AskAsync(secret, GatewayScene.Body("cheap"));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(code, answer.GetProperty("error").GetProperty("code").GetString());
        if (secret is not null)
            Assert.DoesNotContain(secret, answer.GetRawText(), StringComparison.Ordinal);
    }
}
