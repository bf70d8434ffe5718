using Microsoft.Extensions.Time.Testing;
using Switchyard.Simulator;

namespace Switchyard.Tests;

/// <summary>Rate limits, prompt cache, concurrency and money.</summary>
public sealed class SimulatorLimitTests
{
    [Fact]
    public async Task Requests_per_window_are_limited_and_the_window_passes()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var client = await StartAsync(new() { Id = "m", RateLimit = new() { Requests = 2 } }, time);
        using var first = await client.PostAsync(SimulatorClient.Chat());
        Assert.Equal(("2", "1", "1m0s"), Limits(first, "requests"));
        time.Advance(TimeSpan.FromSeconds(40));
        using var second = await client.PostAsync(SimulatorClient.Chat());
        Assert.Equal(("2", "0", "20s"), Limits(second, "requests"));
        Assert.False(second.Headers.Contains("x-ratelimit-limit-tokens"));

        var (refused, body) = await client.AskAsync(SimulatorClient.Chat());
        Assert.Equal((429, "rate_limit_exceeded", "requests"), ((int)refused.StatusCode, (string?)body["error"]!["code"], (string?)body["error"]!["type"]));
        Assert.Equal("20", refused.Headers.GetValues("Retry-After").Single());
        Assert.Contains("try again in 20s", (string?)body["error"]!["message"]);

        client.Http.DefaultRequestHeaders.Authorization = new("Bearer", "sk-another");
        Assert.StartsWith("[simulated", await client.TextAsync(SimulatorClient.Chat()));
        client.Http.DefaultRequestHeaders.Authorization = new("Bearer", SimulatorClient.Secret);

        time.Advance(TimeSpan.FromSeconds(20));
        using var later = await client.PostAsync(SimulatorClient.Chat());
        Assert.Equal(("2", "1", "1m0s"), Limits(later, "requests"));
    }

    [Fact]
    public async Task Tokens_per_window_are_limited_by_prompt_and_answer()
    {
        var time = new FakeTimeProvider();
        var limit = new SimulatedRateLimit { Tokens = 40, Window = TimeSpan.FromMilliseconds(500), RetryAfterForm = RetryAfterForm.Milliseconds };
        await using var client = await StartAsync(new() { Id = "m", RateLimit = limit, Answer = _ => new string('a', 80) }, time);
        using var first = await client.PostAsync(SimulatorClient.Chat());
        Assert.Equal(("40", "31", "500ms"), Limits(first, "tokens"));
        using var second = await client.PostAsync(SimulatorClient.Chat());
        Assert.Equal(("40", "2", "500ms"), Limits(second, "tokens"));

        time.Advance(TimeSpan.FromMilliseconds(100));
        var (refused, body) = await client.AskAsync(SimulatorClient.Chat());
        Assert.Equal((429, "tokens"), ((int)refused.StatusCode, (string?)body["error"]!["type"]));
        Assert.Equal("400", refused.Headers.GetValues("retry-after-ms").Single());
    }

    [Fact]
    public async Task A_prompt_that_begins_like_an_earlier_one_is_read_from_the_cache()
    {
        var time = new FakeTimeProvider();
        var model = new SimulatedModel
        {
            Id = "m",
            PromptCache = new() { ReportsWrites = true },
            Prices = new() { Input = 1, CachedInput = 0.1m, CacheWrite = 1.25m },
        };
        await using var client = await StartAsync(model, time);
        var system = string.Concat(Enumerable.Range(0, 1200).Select(i => $"{i,4}"));
        string Body(string prompt) =>
            $$"""{"model":"m","messages":[{"role":"system","content":"{{system}}"},{"role":"user","content":"{{prompt}}"}]}""";

        async Task<(int Read, int Written)> AskAsync(string prompt)
        {
            var (_, body) = await client.AskAsync(Body(prompt));
            var details = body["usage"]!["prompt_tokens_details"]!;
            return ((int)details["cached_tokens"]!, (int)details["cache_write_tokens"]!);
        }

        Assert.Equal((0, 1152), await AskAsync("one"));
        Assert.Equal((1152, 0), await AskAsync("two"));
        var record = client.Server.Requests[^1];
        Assert.Equal(((record.Usage.InputTokens - 1152) + (1152 * 0.1m)) / 1_000_000, record.CostUsd);

        time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal((1152, 0), await AskAsync("three"));
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal((0, 1152), await AskAsync("four"));

        client.Http.DefaultRequestHeaders.Authorization = new("Bearer", "sk-another");
        Assert.Equal((0, 1152), await AskAsync("five"));
        var (_, small) = await client.AskAsync(SimulatorClient.Chat());
        Assert.Equal(0, (int)small["usage"]!["prompt_tokens_details"]!["cached_tokens"]!);
    }

    [Fact]
    public async Task Requests_beyond_the_concurrency_limit_are_503()
    {
        await using var client = await StartAsync(new() { Id = "m", MaxConcurrency = 1 }, TimeProvider.System);
        var rule = client.Server.Faults.Add(Fault.Silence(afterHeaders: true), FaultSchedule.Next(1));
        using var patience = new CancellationTokenSource();
        var hanging = await client.PostUntilAsync(SimulatorClient.Chat(), patience.Token);
        Assert.Equal(1, rule.Served);

        using var refused = await client.PostAsync(SimulatorClient.Chat());
        Assert.Equal(503, (int)refused.StatusCode);
        hanging.Dispose();
        await client.Server.WaitForIdleAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("[simulated", await client.TextAsync(SimulatorClient.Chat()));
    }

    [Fact]
    public async Task What_was_billed_adds_up()
    {
        var model = new SimulatedModel { Id = "m", Prices = new() { Input = 2, Output = 10 }, Answer = _ => "one two three four" };
        await using var client = await StartAsync(model, TimeProvider.System);
        client.Server.Faults.Add(Fault.Status(500), FaultSchedule.Nth(1));
        client.Server.Faults.Add(Fault.CutAfter(2, CutKind.EndResponse), FaultSchedule.Nth(1));
        using var failed = await client.PostAsync(SimulatorClient.Chat());
        await client.EventsAsync(SimulatorClient.Chat(stream: true));
        await client.TextAsync(SimulatorClient.Chat());
        using var unknown = await client.PostAsync(SimulatorClient.Chat().Replace("\"m\"", "\"x\"", StringComparison.Ordinal));

        var statistics = client.Server.Statistics;
        var sums = statistics.Models["m"];
        Assert.Equal((3, 4), (sums.Requests, statistics.Total.Requests));
        Assert.Equal((2 * 9, 2 + 5), (sums.InputTokens, sums.OutputTokens));
        Assert.Equal(((2 * 9 * 2m) + (7 * 10m)) / 1_000_000, sums.CostUsd);
        Assert.Equal(client.Server.Requests.Sum(r => r.CostUsd), statistics.Total.CostUsd);
        Assert.Equal((2, 1), (sums.Statuses[200], sums.Statuses[500]));
        Assert.Equal((1, 2), (sums.Outcomes[RequestOutcome.Answered], sums.Outcomes[RequestOutcome.Faulted]));
        Assert.Equal(404, client.Server.Requests[^1].Status);
    }

    [Fact]
    public async Task A_client_that_leaves_pays_for_what_was_produced()
    {
        var model = new SimulatedModel { Id = "m", Answer = _ => new string('a', 400), TokenInterval = TimeSpan.FromMilliseconds(20) };
        await using var client = await StartAsync(model, TimeProvider.System);
        using (var stream = await client.PostAsync(SimulatorClient.Chat(stream: true)))
        {
            await using var body = await stream.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);

            // More than the role alone takes.
            await body.ReadAtLeastAsync(new byte[2000], 1000, cancellationToken: TestContext.Current.CancellationToken);
        }

        using var patience = new CancellationTokenSource(200);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.PostUntilAsync(SimulatorClient.Chat(), patience.Token));
        await client.Server.WaitForIdleAsync(TestContext.Current.CancellationToken);
        Assert.All(client.Server.Requests, r =>
        {
            Assert.Equal((RequestOutcome.Abandoned, true, 9), (r.Outcome, r.ClientAborted, r.Usage.InputTokens));
            Assert.InRange(r.Usage.OutputTokens, 1, 60);
        });
    }

    [Fact]
    public async Task Records_are_bounded_and_sums_are_not()
    {
        await using var client = await SimulatorClient.StartAsync(new SimulatorOptions { Models = [new() { Id = "m" }], RecordCapacity = 3 });
        for (var i = 0; i < 5; i++)
            await client.TextAsync(SimulatorClient.Chat());
        Assert.Equal([3, 4, 5], client.Server.Requests.Select(r => r.Number));
        Assert.Equal(5, client.Server.Statistics.Total.Requests);
    }

    private static Task<SimulatorClient> StartAsync(SimulatedModel model, TimeProvider time) =>
        SimulatorClient.StartAsync(new SimulatorOptions { Models = [model], TimeProvider = time });

    private static (string Limit, string Remaining, string Reset) Limits(HttpResponseMessage response, string what)
    {
        string Header(string name) => response.Headers.GetValues($"x-ratelimit-{name}-{what}").Single();
        return (Header("limit"), Header("remaining"), Header("reset"));
    }
}
