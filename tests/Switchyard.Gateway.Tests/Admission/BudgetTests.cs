using System.Net;
using Switchyard.Simulator;
using Switchyard.Storage;

namespace Switchyard.Gateway.Tests;

public sealed class BudgetTests
{
    private const string Limited = ",\"max_tokens\":50";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_hundred_at_once_never_overspend_a_budget_for_fifty(bool isStream)
    {
        await using var scene = await KeyedScene.StartAsync();
        var secret = scene.Issue(new() { Name = "pool" });
        await scene.AskAsync(secret, GatewayScene.Body("a/one", Limited));
        var each = Assert.Single(scene.Calls()).Cost!.Value;
        Assert.True(each > 0);
        scene.Store.Administration.Budgets.Set(BudgetScope.Key, "pool", BudgetPeriod.Total, each * 51);

        var body = GatewayScene.Body("a/one", isStream ? Limited + ",\"stream\":true" : Limited);
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => StatusAsync(scene, secret, body)));
        Assert.InRange(answers.Count(answer => answer.Status == HttpStatusCode.OK), 1, 50);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer =>
        {
            Assert.True(answer.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.PaymentRequired, answer.Status.ToString());
            Assert.Equal(answer.Status == HttpStatusCode.TooManyRequests, answer.RetryAfter >= 1);
        });

        // Whatever is left pays for fewer and fewer, until waiting is in vain.
        while ((await StatusAsync(scene, secret, body)).Status == HttpStatusCode.OK)
        {
        }

        Assert.Equal(HttpStatusCode.PaymentRequired, (await StatusAsync(scene, secret, body)).Status);
        var spent = scene.Calls().Sum(call => call.Cost!.Value);
        Assert.InRange(spent, each * 2, each * 51);
        var budget = Assert.Single(scene.Store.Gate.Budgets);
        Assert.Equal(spent, budget.Spent);
        Assert.Equal(0, budget.Reserved);
    }

    [Fact]
    public async Task A_call_that_failed_or_was_refused_gives_back_what_it_held()
    {
        await using var scene = await KeyedScene.StartAsync();
        var secret = scene.Issue(new() { Name = "pool", Parallel = 1 });
        scene.Store.Administration.Budgets.Set(BudgetScope.Key, "pool", BudgetPeriod.Day, 1);
        scene.Gateway.A.Server.Faults.Add(Fault.Status(400));
        Assert.Equal(HttpStatusCode.BadRequest, (await StatusAsync(scene, secret, GatewayScene.Body("a/one", Limited))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await StatusAsync(scene, secret, "{}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await StatusAsync(scene, secret, GatewayScene.Body("a/nix", Limited))).Status);
        var budget = Assert.Single(scene.Store.Gate.Budgets);
        Assert.Equal((0m, 0m), (budget.Spent, budget.Reserved));
        Assert.Equal(HttpStatusCode.OK, (await StatusAsync(scene, secret, GatewayScene.Body("b/two", Limited))).Status);
    }

    [Fact]
    public async Task A_call_whose_worst_cost_nobody_knows_is_refused_under_a_budget()
    {
        var vendor = await Vendor.StartAsync("a", [GatewayScene.Model("one", 1) with { MaxOutput = null }, GatewayScene.Model("free", 1) with { Price = null }]);
        await using var scene = await KeyedScene.StartAsync(ChatCompletionTests.OnlyA, vendor);
        var secret = scene.Issue(new() { Name = "pool" });
        Assert.Equal(HttpStatusCode.OK, (await StatusAsync(scene, secret, GatewayScene.Body("a/free"))).Status);
        scene.Store.Administration.Budgets.Set(BudgetScope.Key, "pool", BudgetPeriod.Month, 1);
        var (response, answer) = await scene.AskAsync(secret, GatewayScene.Body("a/free"));
        Assert.Equal(HttpStatusCode.PaymentRequired, response.StatusCode);
        Assert.Equal("cost_unknown", answer.GetProperty("error").GetProperty("code").GetString());

        // How long its answers can be nobody says, so they are held to what a call under a ceiling asks for: 8,192 tokens at a dollar a million.
        Assert.Equal(HttpStatusCode.OK, (await StatusAsync(scene, secret, GatewayScene.Body("a/one"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await StatusAsync(scene, secret, GatewayScene.Body("a/one", Limited))).Status);
        Assert.Equal(HttpStatusCode.OK, (await StatusAsync(scene, secret, GatewayScene.Body("a/one?max_cost=0.01"))).Status);
        scene.Store.Administration.Budgets.Set(BudgetScope.Key, "pool", BudgetPeriod.Month, 0.008m);
        Assert.Equal(HttpStatusCode.PaymentRequired, (await StatusAsync(scene, secret, GatewayScene.Body("a/one"))).Status);
    }

    [Fact]
    public async Task Several_answers_are_paid_for_as_several()
    {
        await using var scene = await KeyedScene.StartAsync();
        var secret = scene.Issue(new() { Name = "pool" });
        scene.Store.Administration.Budgets.Set(BudgetScope.Key, "pool", BudgetPeriod.Total, 0.0005m);
        Assert.Equal(HttpStatusCode.PaymentRequired, (await StatusAsync(scene, secret, GatewayScene.Body("a/one", Limited + ",\"n\":20"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await StatusAsync(scene, secret, GatewayScene.Body("a/one", Limited))).Status);
    }

    [Fact]
    public async Task Requests_of_a_minute_that_are_used_up_come_with_a_time_to_wait()
    {
        await using var scene = await KeyedScene.StartAsync();
        var secret = scene.Issue(new() { Name = "slow", RequestsPerMinute = 2 });
        for (var request = 0; request < 2; request++)
            Assert.Equal(HttpStatusCode.OK, (await StatusAsync(scene, secret, GatewayScene.Body("cheap"))).Status);
        var (status, retryAfter) = await StatusAsync(scene, secret, GatewayScene.Body("cheap"));
        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.InRange(retryAfter, 1, 60);
    }

    private static async Task<(HttpStatusCode Status, double RetryAfter)> StatusAsync(KeyedScene scene, string secret, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, GatewayScene.Chat) { Content = new StringContent(body) };
        request.Headers.Authorization = new("Bearer", secret);
        using var response = await scene.Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, response.Headers.RetryAfter?.Delta?.TotalSeconds ?? 0);
    }
}
