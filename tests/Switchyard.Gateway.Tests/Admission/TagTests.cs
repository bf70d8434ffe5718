using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Switchyard.Storage;

namespace Switchyard.Gateway.Tests;

/// <summary>What a request asks to be booked under.</summary>
public sealed class TagTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("web, shop,web", "", new[] { "web", "shop" })]
    [InlineData(null, ",\"user\":\"alice\"", new[] { "user:alice" })]
    [InlineData(null, ",\"metadata\":{\"other\":\"x\",\"tags\":\"a,b\"}", new[] { "a", "b" })]
    [InlineData(null, ",\"metadata\":{\"tags\":[\"a\",5,\"b c\"]}", new[] { "a", "b c" })]
    [InlineData("web", ",\"user\":\"alice\",\"metadata\":{\"tags\":\"web,night\"}", new[] { "web", "night", "user:alice" })]
    [InlineData(null, ",\"metadata\":{\"tags\":{\"a\":1}}", new string[0])]
    [InlineData(null, "", new string[0])]
    public async Task They_are_in_the_ledger(string? header, string more, string[] tags)
    {
        await using var scene = await GatewayScene.StartAsync();
        using var response = await SendAsync(scene, GatewayScene.Body("cheap", more), header);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(tags, Assert.Single(scene.Ledger.Snapshot()).Call.Origin.Tags ?? []);
    }

    [Theory]
    [InlineData("/v1/messages", """{"model":"cheap","max_tokens":500,"metadata":{"user_id":"bob","tags":"a"},"messages":[{"role":"user","content":"hello"}]}""")]
    [InlineData("/v1/responses", """{"model":"cheap","input":"hello","user":"bob","metadata":{"tags":"a"}}""")]
    public async Task Every_wire_has_them(string path, string body)
    {
        await using var scene = await GatewayScene.StartAsync();
        using var response = await scene.PostAsync(body, path);
        Assert.Equal(["a", "user:bob"], Assert.Single(scene.Ledger.Snapshot()).Call.Origin.Tags!);
    }

    [Fact]
    public async Task Too_many_are_refused_where_they_were_meant_as_tags()
    {
        await using var scene = await GatewayScene.StartAsync();
        using var many = await SendAsync(scene, GatewayScene.Body("cheap"), string.Join(',', Enumerable.Range(0, 17)));
        Assert.Equal(HttpStatusCode.BadRequest, many.StatusCode);
        Assert.Contains("more than 16 tags", await many.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        using var longOne = await SendAsync(scene, GatewayScene.Body("cheap", $",\"user\":\"{new string('x', 200)}\""), null);
        Assert.Equal(HttpStatusCode.OK, longOne.StatusCode);
        Assert.Null(Assert.Single(scene.Ledger.Snapshot()).Call.Origin.Tags);
    }

    [Fact]
    public async Task Costs_and_budgets_count_by_them_beside_the_keys()
    {
        await using var keyed = await KeyedScene.StartAsync();
        var secret = keyed.Issue(new() { Name = "k", Tags = ["prod"] });
        using (var first = await SendAsync(keyed.Gateway, GatewayScene.Body("cheap", ",\"max_tokens\":20"), "web", secret))
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var cost = Assert.Single(keyed.Calls()).Cost!.Value;
        var rows = keyed.Store.Administration.Costs.Sum(CostGrouping.Tag);
        Assert.Equal([("prod", cost), ("web", cost)], rows.Select(row => (row.Group!, row.Cost)).Order());

        keyed.Store.Administration.Budgets.Set(BudgetScope.Tag, "web", BudgetPeriod.Total, cost);
        using var refused = await SendAsync(keyed.Gateway, GatewayScene.Body("cheap", ",\"max_tokens\":20"), "web", secret);
        Assert.Equal(HttpStatusCode.PaymentRequired, refused.StatusCode);
        using var other = await SendAsync(keyed.Gateway, GatewayScene.Body("cheap", ",\"max_tokens\":20"), "shop", secret);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    private static Task<HttpResponseMessage> SendAsync(GatewayScene scene, string body, string? tags, string? secret = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, GatewayScene.Chat) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (tags is not null)
            request.Headers.Add("x-switchyard-tags", tags);
        if (secret is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return scene.Client.SendAsync(request, Token);
    }
}
