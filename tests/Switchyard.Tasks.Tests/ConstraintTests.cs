using System.Reflection;
using Switchyard.Testing;

namespace Switchyard.Tasks.Tests;

/// <summary>Attributes act when it runs, and combine with the policy by one rule.</summary>
public sealed class ConstraintTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_method_goes_before_the_class()
    {
        await using var stage = new Stage();
        await new Bounded(stage.Router).DefaultAsync(Token);
        await new Bounded(stage.Router).LongerAsync(Token);
        Assert.Equal([200, 300], stage.Strict.Requests.Select(MaxTokens));
        Assert.Equal(0.25, Stage.Body(stage.Strict.Requests[1]).GetProperty("temperature").GetDouble());
        Assert.False(Stage.Body(stage.Strict.Requests[0]).TryGetProperty("temperature", out _));
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(1000, 300)]
    public async Task Of_code_and_policy_the_stricter_ceiling_holds(int policy, int expected)
    {
        await using var stage = new Stage(read => read with
        {
            TierRoutes = new Dictionary<Tier, RoutePolicy> { [Tier.Cheap] = new() { Strategy = RoutingStrategy.Ordered, MaxTokens = 10 } },
            Tasks = new Dictionary<string, RoutePolicy> { ["Bounded.LongerAsync"] = new() { MaxTokens = policy } },
        });
        await new Bounded(stage.Router).LongerAsync(Token);
        Assert.Equal(expected, MaxTokens(stage.Strict.Requests[0]));
    }

    [Fact]
    public async Task Named_models_take_the_place_of_the_tier()
    {
        await using var stage = new Stage();
        stage.Loose.Then(ScriptedReply.Failure(Outcome.ServerError, 500));
        Assert.Equal("strict/large", (await new Bounded(stage.Router).NamedAutoAsync(Token)).Model);
        Assert.Equal(["loose/two", "strict/large"], (await new Bounded(stage.Router).NamedAsync(Token)).Attempts.Select(attempt => attempt.Model));
    }

    [Fact]
    public async Task Providers_are_kept_to()
    {
        await using var stage = new Stage();
        Assert.Equal("loose/two", (await new Bounded(stage.Router).OnlyAsync(Token)).Model);
        Assert.Equal("loose/two", (await new Bounded(stage.Router).AvoidAsync(Token)).Model);
        Assert.Empty(stage.Strict.Requests);
    }

    [Fact]
    public async Task The_policy_can_bar_more_but_open_nothing()
    {
        await using var stage = new Stage(read => read with
        {
            Tasks = new Dictionary<string, RoutePolicy> { ["Bounded.OnlyAsync"] = new() { Only = ["strict"] }, ["Bounded.DefaultAsync"] = new() { Avoid = ["strict"] } },
        });
        var failure = await Assert.ThrowsAsync<RoutingException>(() => new Bounded(stage.Router).OnlyAsync(Token).AsTask());
        Assert.Contains("strict/one, loose/two: task or policy do not let it go to this provider", failure.Message, StringComparison.Ordinal);
        await new Bounded(stage.Router).DefaultAsync(Token);
        Assert.Single(stage.Loose.Requests);
        Assert.Empty(stage.Strict.Requests);
    }

    [Fact]
    public async Task Capabilities_are_required()
    {
        await using var stage = new Stage();
        stage.Strict.Then(ScriptedReply.Failure(Outcome.ModelUnavailable, 404));
        var failure = await Assert.ThrowsAsync<RoutingException>(() => new Bounded(stage.Router).CapableAsync(Token).AsTask());
        Assert.Equal(["strict/large"], failure.Attempts.Select(attempt => attempt.Model));
    }

    [Fact]
    public async Task Attempts_are_counted()
    {
        await using var stage = new Stage();
        stage.Strict.Then(ScriptedReply.Failure(Outcome.ServerError, 500));
        var failure = await Assert.ThrowsAsync<RoutingException>(() => new Bounded(stage.Router).OnceAsync(Token).AsTask());
        Assert.Single(failure.Attempts);
    }

    [Fact]
    public async Task Who_is_too_dear_is_not_asked()
    {
        // 200 tokens at 2 USD a million are within 0.0005 USD; at 4 they are not.
        await using var stage = new Stage();
        stage.Strict.Then(ScriptedReply.Failure(Outcome.ModelUnavailable, 404));
        var failure = await Assert.ThrowsAsync<RoutingException>(() => new Bounded(stage.Router).PaidAsync(Token).AsTask());
        Assert.Equal(["strict/one"], failure.Attempts.Select(attempt => attempt.Model));
        Assert.Empty(stage.Loose.Requests);
    }

    [Fact]
    public async Task A_region_must_be_promised()
    {
        await using var none = new Stage(manifest: read => read with { Regions = [] });
        var failure = await Assert.ThrowsAsync<RoutingException>(() => new Bounded(none.Router).ResidentAsync(Token).AsTask());
        Assert.Contains("does not promise to stay in the regions", failure.Message, StringComparison.Ordinal);
        Assert.Empty(none.Strict.Requests);

        await using var manifest = new Stage(manifest: read => read.Id == "loose" ? read : read with { Regions = ["eu", "us"] });
        Assert.Equal("loose/two", (await new Bounded(manifest.Router).ResidentAsync(Token)).Model);

        await using var policy = new Stage(read => read with { Providers = new Dictionary<string, ProviderPolicy> { ["strict"] = new() { Regions = ["eu"] } } });
        Assert.Equal("strict/one", (await new Bounded(policy.Router).ResidentAsync(Token)).Model);
    }

    [Fact]
    public void The_build_writes_down_what_it_found()
    {
        var build = Definition("AvoidAsync").Build!;
        Assert.Equal(["loose/two"], build.Candidates);

        // Four attempts, each with a full window of 50,000 tokens of which 200 are the answer: 4 × (49,800 × 3 + 200 × 4) / 1,000,000.
        Assert.Equal(0.6008m, build.WorstCostUsd);
        Assert.Equal(TimeSpan.FromSeconds(30), build.WorstTime);
        Assert.Equal(TimeSpan.FromSeconds(20), Definition("OnceAsync").Build!.WorstTime);
        Assert.Equal(0.0005m, Definition("PaidAsync").Build!.WorstCostUsd);
        Assert.Null(Definition("NamedAutoAsync").Build);
        Assert.Equal(["loose/two"], Definition("ResidentAsync").Build!.Candidates);
    }

    [Fact]
    public async Task A_catalog_as_built_is_taken_as_built()
    {
        await using var stage = new Stage();
        foreach (var name in new[] { "DefaultAsync", "NamedAsync", "OnlyAsync", "CapableAsync", "ResidentAsync" })
        {
            var task = Definition(name);
            var plan = stage.Router.Plan(task, 10);
            Assert.True(plan.IsAsBuilt, name);
            Assert.Equal(task.Build!.Candidates, plan.Candidates.Where(candidate => candidate.Rank > 0).Select(candidate => candidate.Model).Order(StringComparer.Ordinal)
                .OrderBy(model => Array.IndexOf([.. task.Build.Candidates], model)));
        }
    }

    [Fact]
    public async Task A_catalog_that_has_changed_is_noticed()
    {
        await using var stage = new Stage(manifest: read => read with { Models = [.. read.Models.Select(model => model with { Capabilities = Capabilities.Schema | Capabilities.Tools })] });
        var plan = stage.Router.Plan(Definition("CapableAsync"), 10);
        Assert.False(plan.IsAsBuilt);
        Assert.Equal(["strict/large", "loose/two"], plan.Candidates.Where(candidate => candidate.Rank > 0).Select(candidate => candidate.Model));
        Assert.Equal(["strict/large"], Definition("CapableAsync").Build!.Candidates);
    }

    [Fact]
    public void A_prefix_is_known()
    {
        Assert.Equal("""
            ,"messages":[{"role":"user","content":"Hello."}]
            """.Length, Definition("DefaultAsync").PrefixBytes);
        Assert.Equal(Definition("DefaultAsync").PrefixHash, Definition("OnlyAsync").PrefixHash);
        Assert.NotEqual(0UL, Definition("DefaultAsync").PrefixHash);
    }

    private static int MaxTokens(ScriptedRequest request) => Stage.Body(request).GetProperty("max_completion_tokens").GetInt32();

    private static TaskDefinition Definition(string name) =>
        (TaskDefinition)typeof(Bounded).Assembly.GetTypes().Single(type => type.Name.EndsWith("BoundedTasks", StringComparison.Ordinal))
            .GetField(name, BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;
}
