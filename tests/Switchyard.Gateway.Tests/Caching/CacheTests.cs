using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Switchyard.Simulator;
using Switchyard.Storage;

namespace Switchyard.Gateway.Tests;

/// <summary>Answers that are given again.</summary>
public sealed class CacheTests
{
    private const string Name = "x-switchyard-cache";

    private static readonly string s_plain = GatewayScene.Body("cheap");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Wires => new()
    {
        { GatewayScene.Chat, GatewayScene.Body("cheap") },
        { GatewayScene.Chat, GatewayScene.Body("cheap", ""","stream":true,"stream_options":{"include_usage":true}""") },
        { GatewayScene.Chat, GatewayScene.Body("auto", ""","stream":true,"tool_choice":"required","tools":[{"type":"function","function":{"name":"count","parameters":{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"]}}}]""") },
        { "/v1/responses", """{"model":"cheap","input":"hello"}""" },
        { "/v1/responses", """{"model":"cheap","input":"hello","stream":true}""" },
        { "/v1/messages", """{"model":"cheap","max_tokens":500,"messages":[{"role":"user","content":"hello"}]}""" },
        { "/v1/messages", """{"model":"cheap","max_tokens":500,"stream":true,"messages":[{"role":"user","content":"hello"}]}""" },
    };

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task The_same_request_gets_the_same_bytes_and_costs_nothing(string path, string body)
    {
        await using var scene = await GatewayScene.StartAsync();
        var first = await SendAsync(scene, body, "1h", path: path);
        var second = await SendAsync(scene, body, "1h", path: path);

        Assert.Equal("miss", first.Cache);
        var call = scene.Ledger.Snapshot()[0].Call;
        Assert.Equal($"hit; saved-usd={call.Cost!.Value.ToString("0.#########", System.Globalization.CultureInfo.InvariantCulture)}", second.Cache);
        Assert.Equal(Regex.Replace(first.Text, ": x-switchyard-[^\n]*\n\n", ""), second.Text);
        Assert.Equal(first.Response.Content.Headers.ContentType, second.Response.Content.Headers.ContentType);
        Assert.Equal(("a/one", "0", "0"), (Header(second.Response, "x-switchyard-model"), Header(second.Response, "x-switchyard-attempts"), Header(second.Response, "x-switchyard-cost-usd")));
        Assert.Single(scene.A.Server.Requests);

        var (cached, attempts) = (scene.Ledger.Snapshot()[1].Call, scene.Ledger.Snapshot()[1].Attempts);
        Assert.Equal((0m, "a/one", call.Cost, Outcome.Completed), (cached.Cost, cached.CachedModel, cached.Saved, cached.Outcome));
        Assert.Equal(Header(second.Response, "x-switchyard-request-id"), cached.CallId.ToString());
        Assert.Empty(attempts);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("off")]
    public async Task Nothing_is_cached_that_nobody_asked_for(string? term)
    {
        await using var scene = await GatewayScene.StartAsync();
        Assert.Null((await SendAsync(scene, s_plain, term)).Cache);
        Assert.Null((await SendAsync(scene, s_plain, term)).Cache);
        Assert.Equal(2, scene.A.Server.Requests.Count);
    }

    [Fact]
    public async Task A_rule_can_ask_for_it_and_a_request_decline()
    {
        await using var scene = await GatewayScene.StartAsync(policy => policy with
        {
            Rules = [new() { Name = "faq", When = new() { Asked = ["cheap"] }, Then = new() { Cache = TimeSpan.FromHours(1) } }],
        });
        var first = await SendAsync(scene, s_plain, null);
        Assert.Equal(("miss", "faq"), (first.Cache, Header(first.Response, "x-switchyard-rule")));
        Assert.StartsWith("hit", (await SendAsync(scene, s_plain, null)).Cache, StringComparison.Ordinal);
        Assert.Null((await SendAsync(scene, s_plain, "off")).Cache);
        Assert.Null((await SendAsync(scene, GatewayScene.Body("mid"), null)).Cache);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yes")]
    [InlineData("0s")]
    [InlineData("31d")]
    [InlineData("-1h")]
    [InlineData("99999999999h")]
    public async Task A_wrong_time_is_said(string term)
    {
        await using var scene = await GatewayScene.StartAsync();
        var (response, text, _) = await SendAsync(scene, s_plain, term);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"The header {Name} says no time; write a number and s, m, h or d", text, StringComparison.Ordinal);
        Assert.Empty(scene.A.Server.Requests);
    }

    [Fact]
    public async Task What_failed_or_was_cut_off_is_asked_again()
    {
        var vendor = await Vendor.StartAsync("a", [GatewayScene.Model("one", 1)]);
        await using var scene = await GatewayScene.StartAsync(policy => ChatCompletionTests.OnlyA(policy) with
        {
            TierRoutes = new Dictionary<Tier, RoutePolicy> { [Tier.Cheap] = new() { Resume = StreamResume.Never } },
        }, null, vendor);

        var brief = GatewayScene.Body("cheap", ",\"max_tokens\":2");
        Assert.Equal("miss", (await SendAsync(scene, brief, "1h")).Cache);
        Assert.Equal("miss", (await SendAsync(scene, brief, "1h")).Cache);

        vendor.Server.Faults.Add(Fault.Status(400), FaultSchedule.Next(1));
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(scene, s_plain, "1h")).Response.StatusCode);
        Assert.Equal("miss", (await SendAsync(scene, s_plain, "1h")).Cache);

        var stream = GatewayScene.Body("cheap", ",\"stream\":true");
        vendor.Server.Faults.Add(Fault.CutAfter(5), FaultSchedule.Next(1));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => SendAsync(scene, stream, "1h"));
        Assert.Equal("miss", (await SendAsync(scene, stream, "1h")).Cache);
        Assert.StartsWith("hit", (await SendAsync(scene, stream, "1h")).Cache, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_share_no_answers_and_a_hit_is_held_to_the_limits_and_needs_no_money()
    {
        await using var keyed = await KeyedScene.StartAsync();
        var (one, other) = (keyed.Issue(new() { Name = "one", RequestsPerMinute = 3 }), keyed.Issue(new() { Name = "other" }));
        var first = await SendAsync(keyed.Gateway, s_plain, "1h", one);
        Assert.Equal("miss", first.Cache);
        Assert.Equal("miss", (await SendAsync(keyed.Gateway, s_plain, "1h", other)).Cache);

        var spent = keyed.Calls()[0].Cost!.Value;
        keyed.Store.Administration.Budgets.Set(BudgetScope.Key, "one", BudgetPeriod.Total, spent);
        Assert.Equal(HttpStatusCode.PaymentRequired, (await SendAsync(keyed.Gateway, GatewayScene.Body("cheap", text: "other"), "1h", one)).Response.StatusCode);
        Assert.StartsWith("hit; saved-usd=0.", (await SendAsync(keyed.Gateway, s_plain, "1h", one)).Cache, StringComparison.Ordinal);
        Assert.StartsWith("hit; saved-usd=0.", (await SendAsync(keyed.Gateway, s_plain, "1h", one)).Cache, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await SendAsync(keyed.Gateway, s_plain, "1h", one)).Response.StatusCode);

        var calls = keyed.Calls().Where(call => call.IsCached).ToList();
        Assert.Equal(2, calls.Count);
        Assert.All(calls, call => Assert.Equal((0m, spent, "a/one"), (call.Cost, call.Saved, call.Model)));
        Assert.Equal(spent, Assert.Single(keyed.Store.Gate.Budgets).Spent);
    }

    [Fact]
    public async Task An_answer_outlives_its_process_and_not_its_route()
    {
        using var folder = new TemporaryFolder();
        var options = new GatewayOptions { DataDirectory = Path.Combine(folder.Path, "data") };
        await using (var scene = await GatewayScene.StartAsync(options: options))
            Assert.Equal("miss", (await SendAsync(scene, s_plain, "1h")).Cache);

        await using var again = await GatewayScene.StartAsync(options: options);
        Assert.StartsWith("hit", (await SendAsync(again, s_plain, "1h")).Cache, StringComparison.Ordinal);
        Assert.Empty(again.A.Server.Requests);

        again.Server.Router.ReplacePolicy(GatewayScene.DefaultPolicy with
        {
            Rules = [new() { Name = "not-a", Then = new() { Bounds = new() { Avoid = ["a"] } } }],
        });
        var moved = await SendAsync(again, s_plain, "1h");
        Assert.Equal(("miss", "b/two"), (moved.Cache, Header(moved.Response, "x-switchyard-model")));
    }

    [Fact]
    public async Task Embeddings_are_cached_too()
    {
        var vendor = await Vendor.StartAsync("a", [GatewayScene.Model("one", 1), GatewayScene.Model("vectors", 1, can: Capabilities.Embeddings)]);
        await using var scene = await GatewayScene.StartAsync(ChatCompletionTests.OnlyA, null, vendor);
        const string Body = """{"model":"a/vectors","input":"one text"}""";
        var first = await SendAsync(scene, Body, "1h", path: "/v1/embeddings");
        var second = await SendAsync(scene, Body, "1h", path: "/v1/embeddings");
        Assert.Equal(first.Text, second.Text);
        Assert.StartsWith("hit", second.Cache, StringComparison.Ordinal);
        Assert.True(JsonElement.Parse(second.Text).GetProperty("data").GetArrayLength() == 1);
    }

    private static async Task<(HttpResponseMessage Response, string Text, string? Cache)> SendAsync(
        GatewayScene scene, string body, string? term, string? secret = null, string path = GatewayScene.Chat)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (term is not null)
            request.Headers.TryAddWithoutValidation(Name, term);
        if (secret is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        var response = await scene.Client.SendAsync(request, Token);
        return (response, await response.Content.ReadAsStringAsync(Token), response.Headers.TryGetValues(Name, out var values) ? values.Single() : null);
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();
}
