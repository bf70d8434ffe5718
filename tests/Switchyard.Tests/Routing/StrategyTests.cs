using Switchyard.Testing;
using Switchyard.Tests.Execution;

namespace Switchyard.Tests.Routing;

/// <summary>In which order each strategy asks.</summary>
public sealed class StrategyTests
{
    [Fact]
    public async Task OrderedAsksAsListedWhateverItCostsOrTakes()
    {
        await using var scene = SceneOf(RoutingStrategy.Ordered, ("a/one", 9m, 300), ("b/two", 1m, 100), ("c/three", 5m, 200));
        scene.Script = Failing("one", "two");

        Assert.Equal(["a/one", "b/two", "c/three"], (await scene.AskAsync()).Attempts.Select(attempt => attempt.Model));
    }

    [Fact]
    public async Task LowestCostAsksTheCheapestForThisRequest()
    {
        // One is cheap to ask, two is cheap to answer.
        await using var scene = new Scene("a/one", "b/two", "c/free", "d/unknown")
        {
            Route = new() { Strategy = RoutingStrategy.LowestCost },
            Describe = model => model with
            {
                Price = model.Id switch
                {
                    "one" => new() { Input = 1m, Output = 10m },
                    "two" => new() { Input = 4m, Output = 1m },
                    "free" => new() { Input = 0m, Output = 0m },
                    _ => null,
                },
            },
        };

        // 256 tokens of output are expected before the first answer: they cost the same from 768 tokens of input on.
        Assert.Equal(["c/free", "b/two", "a/one", "d/unknown"], Ranked(scene, 700));
        Assert.Equal(["c/free", "a/one", "b/two", "d/unknown"], Ranked(scene, 800));
        Assert.Equal("c/free", (await scene.AskAsync()).Model);
    }

    [Fact]
    public async Task LowestCostLearnsHowLongAnswersAre()
    {
        await using var scene = new Scene("a/one", "b/two")
        {
            Route = new() { Strategy = RoutingStrategy.LowestCost },
            Describe = model => model with { Price = model.Id == "one" ? new() { Input = 1m, Output = 10m } : new() { Input = 4m, Output = 1m } },
        };
        Assert.Equal("b/two", Ranked(scene, 100)[0]);

        scene.Script = _ => ScriptedReply.Answer("ok") with { Usage = new() { InputTokens = 100, OutputTokens = 10 } };
        await scene.AskAsync();

        Assert.Equal("a/one", Ranked(scene, 100)[0]);
    }

    [Fact]
    public async Task AmongKeysOfOneModelTheCostIsTheSameAndTheFirstIsAsked()
    {
        await using var scene = new Scene("a/one") { Keys = 3, Route = new() { Strategy = RoutingStrategy.LowestCost } };

        Assert.Equal("A_KEY_1", (await scene.AskAsync()).Attempts.Single().Key);
    }

    [Fact]
    public async Task LowestLatencyMeasuresEachThenAsksTheQuickest()
    {
        await using var scene = SceneOf(RoutingStrategy.LowestLatency, ("a/one", 1m, 300), ("b/two", 9m, 100), ("c/three", 5m, 200));
        string[] asked = [(await scene.AskAsync()).Model, (await scene.AskAsync()).Model, (await scene.AskAsync()).Model];
        Assert.Equal(["a/one", "b/two", "c/three"], asked);

        Assert.Equal(["b/two", "c/three", "a/one"], Ranked(scene, 100));
        Assert.Equal("b/two", (await scene.AskAsync()).Model);
    }

    [Fact]
    public async Task WeightedAsksInProportion()
    {
        await using var scene = Weighted(new() { ["a/one"] = 6, ["b/two"] = 3 });
        var first = new Dictionary<string, int>();
        for (var call = 0; call < 5000; call++)
        {
            var model = (await scene.AskAsync()).Model;
            first[model] = first.GetValueOrDefault(model) + 1;
        }

        // Six to three to one: who is not named weighs 1. Four standard deviations are below 150.
        Assert.InRange(first["a/one"], 3000 - 150, 3000 + 150);
        Assert.InRange(first["b/two"], 1500 - 150, 1500 + 150);
        Assert.InRange(first["c/three"], 500 - 100, 500 + 100);
    }

    [Fact]
    public async Task WeightedFailsOverInProportionToo()
    {
        await using var scene = Weighted(new() { ["a/one"] = 1000, ["b/two"] = 3 });
        scene.Script = asked => asked.Model == "one" ? ScriptedReply.Failure(Outcome.ContextTooLong, 400) : ScriptedReply.Answer("ok");
        var second = new Dictionary<string, int>();
        for (var call = 0; call < 2000; call++)
        {
            var model = (await scene.AskAsync()).Model;
            second[model] = second.GetValueOrDefault(model) + 1;
        }

        Assert.InRange(second["b/two"], 1500 - 100, 1500 + 100);
        Assert.InRange(second["c/three"], 500 - 100, 500 + 100);
    }

    [Fact]
    public async Task AWeightOfNothingIsAskedOnlyWhenNobodyElseIsLeft()
    {
        await using var scene = Weighted(new() { ["a/one"] = 0 });
        for (var call = 0; call < 1000; call++)
            Assert.NotEqual("a/one", (await scene.AskAsync()).Model);

        scene.Router.Health.Isolate("b");
        scene.Router.Health.Isolate("c");
        Assert.Equal("a/one", (await scene.AskAsync()).Model);
    }

    private static List<string> Ranked(Scene scene, int inputTokens) =>
        [.. scene.Router.Plan(scene.Task, inputTokens).Candidates.Where(candidate => candidate.Rank > 0).Select(candidate => candidate.Model)];

    private static Func<ScriptedRequest, ScriptedReply> Failing(params string[] models) =>
        asked => models.Contains(asked.Model) ? ScriptedReply.Failure(Outcome.ServerError, 500) : ScriptedReply.Answer("ok");

    private static Scene Weighted(Dictionary<string, decimal> weights) => new("a/one", "b/two", "c/three")
    {
        Random = new Random(20261123).NextDouble,
        Route = new() { Strategy = RoutingStrategy.Weighted, Weights = weights },
        Describe = model => model with { ContextWindow = model.Id == "one" ? 1000 : 2000 },
    };

    private static Scene SceneOf(RoutingStrategy strategy, params (string Model, decimal Price, int Milliseconds)[] models)
    {
        return new([.. models.Select(model => model.Model)])
        {
            Route = new() { Strategy = strategy },
            Describe = model => model with { Price = new() { Input = Of(model.Id).Price, Output = Of(model.Id).Price } },
            Script = asked => ScriptedReply.Answer("ok") with { Delay = TimeSpan.FromMilliseconds(Of(asked.Model).Milliseconds) },
        };

        (string Model, decimal Price, int Milliseconds) Of(string id) => models.Single(model => model.Model.EndsWith("/" + id, StringComparison.Ordinal));
    }
}
