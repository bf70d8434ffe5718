using Switchyard.Testing;
using Switchyard.Tests.Execution;

namespace Switchyard.Tests.Routing;

/// <summary>Who cannot answer a call, and is therefore never asked, and why the plan says so.</summary>
public sealed class FilterTests
{
    private static readonly RoutePolicy s_ordered = new() { Strategy = RoutingStrategy.Ordered };

    // About 400 tokens.
    private static readonly string s_long = string.Concat(Enumerable.Repeat("The quick brown fox jumps over the lazy dog. ", 40));

    [Fact]
    public async Task ACapabilityThatTheTaskRequires()
    {
        await using var scene = new Scene("a/one", "b/two", "c/three")
        {
            Task = new("Tests.Capability", Tier.Cheap) { Requires = Capabilities.Tools | Capabilities.Images },
            Describe = model => model with
            {
                Capabilities = model.Id switch { "one" => Capabilities.Tools, "two" => Capabilities.Tools | Capabilities.Images | Capabilities.Files, _ => Capabilities.None },
            },
        };

        Assert.Equal([Rejection.Capability, Rejection.None, Rejection.Capability], Rejections(scene, 10));
        Assert.Equal("b/two", (await scene.AskAsync()).Model);

        scene["b"].Then(ScriptedReply.Failure(Outcome.ModelUnavailable, 404));
        Assert.Single((await scene.FailAsync()).Attempts);
    }

    [Fact]
    public async Task ACapabilityThatOnlyThisRequestNeeds()
    {
        await using var scene = new Scene("a/one", "b/two")
        {
            Describe = model => model with { Capabilities = model.Id == "two" ? Capabilities.Images : Capabilities.None },
        };
        var call = scene.Begin();
        call.Needs |= Capabilities.Images;

        Assert.Equal("b/two", (await scene.FinishAsync(call.CompleteResultAsync(CancellationToken.None).AsTask())).Model);
        Assert.Equal("a/one", (await scene.AskAsync()).Model);
    }

    [Fact]
    public async Task AWindowThatTheRequestDoesNotFit()
    {
        await using var scene = new Scene("a/one", "b/two") { Describe = model => model with { ContextWindow = model.Id == "one" ? 300 : 3000 } };

        Assert.Equal("a/one", (await AskAsync(scene, "short")).Model);
        Assert.Equal("b/two", (await AskAsync(scene, s_long)).Model);
        Assert.Equal([Rejection.None, Rejection.None], Rejections(scene, 299));
        Assert.Equal([Rejection.ContextWindow, Rejection.None], Rejections(scene, 300));
    }

    [Fact]
    public async Task AWindowThatTheRequestAndItsAnswerDoNotFit()
    {
        await using var scene = new Scene("a/one", "b/two")
        {
            Route = s_ordered with { MaxTokens = 200 },
            Describe = model => model with { ContextWindow = model.Id == "one" ? 300 : 3000 },
        };

        Assert.Equal([Rejection.None, Rejection.None], Rejections(scene, 100));
        Assert.Equal([Rejection.ContextWindow, Rejection.None], Rejections(scene, 101));
    }

    [Fact]
    public async Task AWindowIsMeasuredInTheModelsOwnTokens()
    {
        await using var scene = new Scene("a/one", "b/two") { Describe = model => model with { ContextWindow = model.Id == "one" ? 600 : 3000 } };
        Assert.Equal([Rejection.None, Rejection.None], Rejections(scene, 500));

        // This model makes twice as many tokens of a text as we do.
        var tokens = scene.Router.Registry.CandidatesOf("a/one").Single().Calibration;
        for (var report = 0; report < 10; report++)
            tokens.Record(1000, 2000);

        Assert.Equal([Rejection.ContextWindow, Rejection.None], Rejections(scene, 500));
        Assert.Equal("b/two", (await AskAsync(scene, s_long)).Model);
    }

    [Fact]
    public async Task ACeilingThatAnAnswerOfTheUsualLengthCouldExceed()
    {
        // 256 tokens of output are expected before the first answer.
        await using var scene = new Scene("a/dear", "b/cheap", "c/unknown")
        {
            Route = s_ordered with { MaxCostUsd = 0.001m },
            Describe = model => model with { Price = model.Id switch { "dear" => Price(10m), "cheap" => Price(1m), _ => null } },
        };

        Assert.Equal([Rejection.CostCeiling, Rejection.None, Rejection.UnknownPrice], Rejections(scene, 100));
        Assert.Equal("b/cheap", (await scene.AskAsync()).Model);
        Assert.Equal(Rejection.None, Rejections(scene, 1000 - 256)[1]);
        Assert.Equal(Rejection.CostCeiling, Rejections(scene, 1001 - 256)[1]);
    }

    [Fact]
    public async Task TheStricterCeilingOfRouteAndLimitsHolds()
    {
        foreach (var (route, limits) in ((decimal, decimal)[])[(0.001m, 1m), (1m, 0.001m)])
        {
            await using var scene = new Scene("a/dear", "b/cheap")
            {
                Route = s_ordered with { MaxCostUsd = route },
                Limits = new() { CostUsd = limits },
                Describe = model => model with { Price = Price(model.Id == "dear" ? 10m : 1m) },
            };

            Assert.Equal([Rejection.CostCeiling, Rejection.None], Rejections(scene, 100));
        }
    }

    [Fact]
    public async Task ACeilingBeyondAllMoneyIsNone()
    {
        await using var scene = new Scene("a/one")
        {
            Route = s_ordered with { MaxCostUsd = decimal.MaxValue },
            Describe = model => model with { Price = Price(1m) },
        };

        Assert.Equal([Rejection.None], Rejections(scene, 100));
        Assert.Equal("a/one", (await scene.AskAsync()).Model);
    }

    [Fact]
    public async Task ALatencyBudgetThatTheMeasuredPercentileExceeds()
    {
        await using var scene = new Scene("a/slow", "b/quick") { Route = s_ordered with { MaxLatency = TimeSpan.FromSeconds(1) } };
        scene.Script = asked => ScriptedReply.Answer("ok") with { Delay = TimeSpan.FromSeconds(asked.Model == "slow" ? 2 : 0.1) };

        // Before enough is measured nobody is left out.
        for (var call = 0; call < 8; call++)
            Assert.Equal("a/slow", (await scene.AskAsync()).Model);

        Assert.Equal([Rejection.LatencyBudget, Rejection.None], Rejections(scene, 10));
        Assert.Equal("b/quick", (await scene.AskAsync()).Model);

        // What was measured long ago says nothing about now.
        scene.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("a/slow", (await scene.AskAsync()).Model);
    }

    [Fact]
    public async Task OneSlowAnswerInTwentyIsTheMostThatALatencyBudgetForgives()
    {
        await using var scene = new Scene("a/one", "b/two") { Route = s_ordered with { MaxLatency = TimeSpan.FromSeconds(1) } };
        var calls = 0;
        scene.Script = asked => ScriptedReply.Answer("ok") with { Delay = TimeSpan.FromSeconds(asked.Model == "one" && calls++ % 40 == 20 ? 2 : 0.1) };
        for (var call = 0; call < 40; call++)
            await scene.AskAsync();

        Assert.Equal("a/one", (await scene.AskAsync()).Model);
    }

    [Fact]
    public async Task ALatencyBudgetThatNobodyMeetsLeavesNobodyOut()
    {
        await using var scene = new Scene("a/one", "b/two") { Route = s_ordered with { MaxLatency = TimeSpan.FromSeconds(1) } };
        scene.Script = asked => ScriptedReply.Answer("ok") with { Delay = TimeSpan.FromSeconds(2) };
        for (var call = 0; call < 16; call++)
            await scene.AskAsync();

        Assert.Equal("a/one", (await scene.AskAsync()).Model);
    }

    [Fact]
    public async Task OneThatIsFullComesAfterThoseThatAreNot()
    {
        await using var scene = new Scene("a/one", "b/two") { MaxConcurrency = 1 };
        scene["a"].Then(ScriptedReply.Answer("slow") with { Delay = TimeSpan.FromSeconds(1) });
        var first = scene.Begin().CompleteResultAsync(TestContext.Current.CancellationToken).AsTask();

        var plan = scene.Router.Plan(scene.Task, 10).Candidates;
        Assert.Equal([("b/two", CandidateState.Ready), ("a/one", CandidateState.Full)], plan.Select(candidate => (candidate.Model, candidate.State)));
        Assert.Equal("b/two", (await scene.AskAsync()).Model);
        Assert.Equal("a/one", (await scene.FinishAsync(first)).Model);
        Assert.Equal("a/one", (await scene.AskAsync()).Model);
    }

    [Fact]
    public async Task WhoIsLeftOutIsSaidOfTheCallThatFails()
    {
        await using var scene = new Scene("a/one", "b/two")
        {
            Task = new("Tests.LeftOut", Tier.Cheap) { Requires = Capabilities.Tools },
            Describe = model => model with { Capabilities = model.Id == "two" ? Capabilities.Tools : Capabilities.None, ContextWindow = 5 },
        };

        var failure = await Assert.ThrowsAsync<RoutingException>(() => AskAsync(scene, s_long));

        Assert.Contains("a/one: it lacks one of Tools; b/two: its window of 5 tokens is too small", failure.Message, StringComparison.Ordinal);
    }

    private static Task<RoutedResult<string>> AskAsync(Scene scene, string message) =>
        scene.FinishAsync(scene.Begin(message).CompleteResultAsync(CancellationToken.None).AsTask());

    /// <summary>In the order of the route.</summary>
    private static List<Rejection> Rejections(Scene scene, int inputTokens) =>
        [.. scene.Router.Plan(scene.Task, inputTokens).Candidates.OrderBy(candidate => candidate.Model).Select(candidate => candidate.Rejection)];

    private static ModelPrice Price(decimal usd) => new() { Input = usd, Output = usd };
}
