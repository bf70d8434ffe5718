using System.Net;
using System.Text.Json;

namespace Switchyard.Gateway.Tests;

public sealed class AdminMoneyTests
{
    [Fact]
    public async Task Budgets_hold_at_once_and_costs_and_calls_can_be_asked_for()
    {
        await using var scene = await AdminScene.StartAsync();
        var secret = (await scene.AskAsync(HttpMethod.Post, "/admin/keys/create", """{"name":"app","team":"shop"}""", HttpStatusCode.Created)).GetProperty("secret").GetString();
        await scene.AskAsync(secret, HttpMethod.Post, GatewayScene.Chat, GatewayScene.Body("cheap"), HttpStatusCode.OK);

        var budget = (await scene.AskAsync(HttpMethod.Post, "/admin/budgets/set", """{"team":"shop","period":"day","usd":0}""")).GetProperty("budgets")[0];
        Assert.Equal("team", budget.GetProperty("scope").GetString());
        Assert.True(budget.GetProperty("spentUsd").GetDecimal() > 0);
        await scene.AskAsync(secret, HttpMethod.Post, GatewayScene.Chat, GatewayScene.Body("cheap"), HttpStatusCode.PaymentRequired);
        await scene.AskAsync(HttpMethod.Post, "/admin/budgets/set", """{"team":"shop","period":"day","usd":"none"}""");
        await scene.AskAsync(secret, HttpMethod.Post, GatewayScene.Chat, GatewayScene.Body("cheap"), HttpStatusCode.OK);
        Assert.Empty((await scene.AskAsync(HttpMethod.Get, "/admin/budgets")).GetProperty("budgets").EnumerateArray().ToList());

        var cost = (await scene.AskAsync(HttpMethod.Get, "/admin/cost?by=key&since=1d")).GetProperty("cost")[0];
        Assert.Equal("app", cost.GetProperty("name").GetString());
        Assert.Equal(2, cost.GetProperty("calls").GetInt32());

        var lines = (await scene.TextAsync(AdminScene.Key, HttpMethod.Get, "/admin/ledger?since=1d", null, HttpStatusCode.OK)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Equal("a/one", JsonElement.Parse(line).GetProperty("attempts")[0].GetProperty("model").GetString()));
        var last = await scene.TextAsync(AdminScene.Key, HttpMethod.Get, "/admin/ledger?limit=1", null, HttpStatusCode.OK);
        Assert.Equal(lines[^1], last.TrimEnd());
    }

    [Theory]
    [InlineData("GET", "/admin/cost?by=colour", null, "colour")]
    [InlineData("GET", "/admin/cost?since=yesterday", null, "since")]
    [InlineData("GET", "/admin/cost?since=1d&until=2d", null, "before")]
    [InlineData("GET", "/admin/cost?group=key", null, "group")]
    [InlineData("GET", "/admin/ledger?limit=0", null, "limit")]
    [InlineData("GET", "/admin/ledger?limit=10001", null, "limit")]
    [InlineData("POST", "/admin/budgets/set", """{"usd":5}""", "one of key, team and tag")]
    [InlineData("POST", "/admin/budgets/set", """{"key":"a","team":"b","usd":5}""", "one of key, team and tag")]
    [InlineData("POST", "/admin/budgets/set", """{"team":"b"}""", "usd")]
    [InlineData("POST", "/admin/budgets/set", """{"team":"b","usd":"much"}""", "usd")]
    [InlineData("POST", "/admin/budgets/set", """{"team":"b","usd":-1}""", "out of range")]
    [InlineData("POST", "/admin/budgets/set", """{"team":"b","usd":1,"period":"year"}""", "period")]
    [InlineData("POST", "/admin/budgets/set", """{"key":"nobody","usd":1}""", "nobody")]
    [InlineData("POST", "/admin/budgets/set", """{"team":"b","usd":"none"}""", "no budget")]
    public async Task What_is_wrong_is_said(string method, string path, string? body, string said)
    {
        await using var scene = await AdminScene.StartAsync();
        var text = await scene.TextAsync(AdminScene.Key, new(method), path, body, HttpStatusCode.BadRequest);
        Assert.Contains(said, JsonElement.Parse(text).GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}
