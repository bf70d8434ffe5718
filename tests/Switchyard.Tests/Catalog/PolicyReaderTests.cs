namespace Switchyard.Tests.Catalog;

/// <summary>Every mistake is one sentence, at its line and column.</summary>
public sealed class PolicyReaderTests
{
    [Theory]
    [InlineData("", "p(1,1): $: The JSON ends too early; a value is missing here.")]
    [InlineData("[]", "p(1,1): $: This must be an object, but it is an array.")]
    [InlineData("{\n  \"tiers\": { \"cheap\": { \"models\": [] } },\n}", "p(3,1): $: A member name in double quotes was expected here; is there a comma too many?")]
    [InlineData("{ \"tiers\": {} } x", "p(1,17): $: There is text after the end of the JSON value; remove it.")]
    [InlineData("{\n  \"tiers\": {}\n}", "p(2,12): $.tiers: tiers is empty; name at least one tier.")]
    [InlineData("""{ "limits": {} }""", "p(1,1): $: \"tiers\" is missing; add it.")]
    [InlineData("""{ "tiers": { "cheep": {} } }""", "p(1,23): $.tiers.cheep: \"cheep\" is unknown here; known are cheap, mid, frontier.")]
    [InlineData("""{ "tiers": { "cheap": { "models": "a/b" } } }""", "p(1,35): $.tiers.cheap.models: This must be an array, but it is a string.")]
    [InlineData("""{ "tiers": { "cheap": { "models": ["b"] } } }""", "p(1,36): $.tiers.cheap.models[0]: \"b\" is no model id; write provider/model, such as openai/gpt-6-luna.")]
    [InlineData("""{ "tiers": { "cheap": { "models": ["a/b", "a/b"] } } }""", "p(1,43): $.tiers.cheap.models[1]: \"a/b\" stands in this tier twice; remove one.")]
    [InlineData("""{ "tiers": { "cheap": { "models": ["a/b"], "strategy": "best" } } }""", "p(1,56): $.tiers.cheap.strategy: \"best\" is unknown here; write lowest-cost, lowest-latency, weighted, ordered.")]
    [InlineData("""{ "tiers": { "cheap": { "models": ["a/b"] } }, "limits": { "deadline": 30 } }""", "p(1,72): $.limits.deadline: This must be a time such as \"8s\", but it is a number.")]
    [InlineData("""{ "tiers": { "cheap": { "models": ["a/b"] } }, "limits": { "deadline": "30" } }""", "p(1,72): $.limits.deadline: \"30\" is no time; write a number above 0 and its unit: ms, s, m or h, such as \"8s\".")]
    [InlineData("""{ "tiers": { "cheap": { "models": ["a/b"] } }, "limits": { "attempts": 0 } }""", "p(1,72): $.limits.attempts: 0 must be a whole number from 1 to 2147483647.")]
    [InlineData("""{ "tiers": { "cheap": { "models": ["a/b"] } }, "limits": { "costUsd": -1 } }""", "p(1,71): $.limits.costUsd: -1 must not be negative.")]
    [InlineData("""{ "tiers": { "cheap": { "models": ["a/b"] } }, "limits": { "costUsd": 1e12 } }""", "p(1,71): $.limits.costUsd: 1e12 is more than 1000000, the most that is taken here.")]
    [InlineData("""{ "tiers": { "cheap": { "models": ["a/b"] } }, "classifier": { "midFrom": 0.6, "frontierFrom": 0.5 } }""", "p(1,96): $.classifier.frontierFrom: frontierFrom lies below midFrom; the frontier tier begins where the mid tier ends.")]
    [InlineData("""{ "tiers": { "cheap": { "models": ["a/b"] } }, "classifier": { "from": 0.6 } }""", "p(1,72): $.classifier.from: \"from\" is unknown here; known are model, midFrom, frontierFrom.")]
    [InlineData("""{ "tiers": { "cheap": { "models": ["a/b"] } }, "providers": { "a": { "endpoint": "ftp://x" } } }""", "p(1,82): $.providers.a.endpoint: \"ftp://x\" is no http or https address.")]
    [InlineData("""{ "tiers": { "cheap": { "models": ["a/b"] } }, "tasks": { "A.B": { "maxTokens": 1.5 } } }""", "p(1,81): $.tasks.A.B.maxTokens: 1.5 must be a whole number from 1 to 2147483647.")]
    public void AMistakeIsOneSentenceAtItsPlace(string text, string sentence)
    {
        var errors = new List<ConfigurationError>();

        PolicyReader.Read("p", text, errors);

        Assert.Equal(sentence, Assert.Single(errors).ToString());
    }

    [Fact]
    public void ReadsWhatThePageDescribes()
    {
        var errors = new List<ConfigurationError>();
        var policy = PolicyReader.Read(
            "p",
            """
            {
              "$schema": "x",
              "tiers": { "cheap": { "models": ["a/one", "b/two"], "strategy": "weighted", "weights": { "a/one": 3 }, "hedge": true } },
              "tasks": { "Desk.Ask": { "maxCostUsd": 0.002, "maxLatency": "4s", "maxTokens": 600, "delivery": "buffered", "resume": "never", "nextOnContentFiltered": true, "escalate": true } },
              "limits": { "connect": "250ms", "firstToken": "1.5s", "deadline": "2m", "attempts": 3, "costUsd": 0.05 },
              "providers": { "a": { "maxConcurrency": 8, "endpoint": "http://127.0.0.1:9/v1" } }
            }
            """,
            errors)!;

        Assert.Empty(errors);
        Assert.Equal(["a/one", "b/two"], policy.Tiers[Tier.Cheap]);
        Assert.Equal((RoutingStrategy.Weighted, 3m, true), (policy.TierRoutes[Tier.Cheap].Strategy, policy.TierRoutes[Tier.Cheap].Weights!["a/one"], policy.TierRoutes[Tier.Cheap].Hedge));
        var task = policy.Tasks["Desk.Ask"];
        Assert.Equal((0.002m, TimeSpan.FromSeconds(4), 600), (task.MaxCostUsd, task.MaxLatency, task.MaxTokens));
        Assert.Equal((StreamDelivery.Buffered, StreamResume.Never, true, true), (task.Delivery, task.Resume, task.NextOnContentFiltered, task.Escalate));
        Assert.Equal((250, 1500, 120_000), (policy.Limits.Connect.TotalMilliseconds, policy.Limits.FirstToken.TotalMilliseconds, policy.Limits.Deadline.TotalMilliseconds));
        Assert.Equal((3, 0.05m, 20), (policy.Limits.Attempts, policy.Limits.CostUsd, policy.Limits.Attempt.TotalSeconds));
        Assert.Equal((8, "http://127.0.0.1:9/v1"), (policy.Providers["a"].MaxConcurrency, policy.Providers["a"].Endpoint!.ToString()));
    }
}
