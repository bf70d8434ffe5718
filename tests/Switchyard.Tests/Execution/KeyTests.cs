using Switchyard.Testing;

namespace Switchyard.Tests.Execution;

/// <summary>Keys: the next one at once, dead ones, exhausted ones, and limits learned from headers.</summary>
public sealed class KeyTests
{
    [Theory]
    [InlineData(Outcome.AuthenticationFailed, 401)]
    [InlineData(Outcome.RateLimited, 429)]
    [InlineData(Outcome.QuotaExhausted, 402)]
    public async Task TheNextKeyIsAskedAtOnce(Outcome outcome, int status)
    {
        await using var scene = new Scene("a/one") { Keys = 2 };
        scene["a"].Then(ScriptedReply.Failure(outcome, status));

        var result = await scene.AskAsync();

        Assert.Equal(["A_KEY_1", "A_KEY_2"], result.Attempts.Select(attempt => attempt.Key));
        Assert.Equal(TimeSpan.Zero, result.Duration);
        Assert.Equal(CandidateState.KeyCoolingDown, scene.StatusOf("a/one", "A_KEY_1").State);
        Assert.Equal(CandidateState.Ready, scene.StatusOf("a/one", "A_KEY_2").State);
    }

    [Fact]
    public async Task AllKeysDeadIsNotTheCallersOwn401()
    {
        await using var scene = new Scene("a/one", "b/two") { Keys = 2 };
        scene.Script = _ => ScriptedReply.Failure(Outcome.AuthenticationFailed, 401);

        var failure = await scene.FailAsync();

        Assert.Equal((502, "upstream_credentials_exhausted"), (failure.HttpStatus, failure.Code));
        Assert.EndsWith(
            "The upstream credentials are exhausted; check A_KEY_1, A_KEY_2, B_KEY_1, B_KEY_2.", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADeadKeyStaysDeadForAllModelsUntilItsSettingChanges()
    {
        await using var scene = new Scene("a/one", "a/two", "b/three") { Keys = 1 };
        scene["a"].Then(ScriptedReply.Failure(Outcome.AuthenticationFailed, 401));
        await scene.AskAsync();
        Assert.Equal(CandidateState.KeyCoolingDown, scene.StatusOf("a/two").State);

        // The same setting read again changes nothing; another secret does.
        Reload(scene, "secret");
        Assert.Equal(CandidateState.KeyCoolingDown, scene.StatusOf("a/two").State);
        Reload(scene, "a new secret");
        Assert.Equal(CandidateState.Ready, scene.StatusOf("a/two").State);
    }

    [Theory]
    [InlineData(0, null, 20)]
    [InlineData(null, 0, 30)]
    public async Task LimitsAreLearnedFromHeadersBeforeAnyFailure(int? requests, int? tokens, int seconds)
    {
        var limits = new RateLimitState
        {
            RemainingRequests = requests,
            RemainingTokens = tokens,
            RequestsReset = TimeSpan.FromSeconds(20),
            TokensReset = TimeSpan.FromSeconds(30),
        };
        await using var scene = new Scene("a/one", "b/two")
        {
            Others = { ["a"] = new DirectProvider(_ => new(Outcome.ServerError) { RateLimits = limits }) },
        };

        await scene.AskAsync();

        Assert.Equal(CandidateState.KeyCoolingDown, scene.StatusOf("a/one").State);
        Assert.Equal(TimeSpan.FromSeconds(seconds), scene.StatusOf("a/one").ReadyIn);
        scene.Time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(CandidateState.Ready, scene.StatusOf("a/one").State);
    }

    private static void Reload(Scene scene, string secret)
    {
        scene.Variables["A_KEY_1"] = secret;
        scene.Router.Registry.Set(scene.Manifest("a", ["a/one", "a/two"]), scene["a"]);
    }
}
