using Switchyard.Testing;

namespace Switchyard.Tests.Execution;

/// <summary>A provider that cannot be reached is left alone with all of its models; one that answers, however badly, is not.</summary>
public sealed class ProviderDownTests
{
    private static readonly ScriptedReply s_refused = ScriptedReply.Failure(Outcome.NetworkError);

    [Fact]
    public async Task NobodyThereIsAskedAfterFiveRefusedConnections()
    {
        await using var scene = new Scene("a/one", "a/two", "a/three", "b/four");
        await GoDownAsync(scene);

        Assert.All(["a/one", "a/two", "a/three"], model => Assert.Equal(CandidateState.ProviderDown, scene.StatusOf(model).State));
        Assert.All(["a/one", "a/two", "a/three"], model => Assert.Equal(TimeSpan.FromSeconds(15), scene.StatusOf(model).ReadyIn));
        Assert.Equal("b/four", (await scene.AskAsync()).Model);
        Assert.Equal(5, scene["a"].Requests.Count);
        Assert.Equal(CandidateState.Ready, scene.StatusOf("b/four").State);
    }

    [Fact]
    public async Task OneProbeOfAnyOfItsModelsBringsItBack()
    {
        await using var scene = new Scene("a/one", "a/two", "b/three");
        await GoDownAsync(scene);
        scene.Time.Advance(scene.StatusOf("a/one").ReadyIn);
        Assert.Equal(CandidateState.HalfOpen, scene.StatusOf("a/two").State);

        scene["a"].Then(ScriptedReply.Answer("well") with { Delay = TimeSpan.FromSeconds(1) });
        var probe = scene.Begin().CompleteResultAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.Equal("b/three", (await scene.AskAsync()).Model);

        Assert.Equal("a/one", (await scene.FinishAsync(probe)).Model);
        Assert.All(["a/one", "a/two"], model => Assert.Equal(CandidateState.Ready, scene.StatusOf(model).State));
    }

    [Fact]
    public async Task AFailedProbeKeepsItDownAndACancelledOneLetsTheNextThrough()
    {
        await using var scene = new Scene("a/one", "a/two", "b/three");
        await GoDownAsync(scene);
        scene.Time.Advance(TimeSpan.FromSeconds(15));
        scene["a"].Then(s_refused);
        await scene.AskAsync();
        Assert.Equal(CandidateState.ProviderDown, scene.StatusOf("a/two").State);

        scene.Time.Advance(TimeSpan.FromSeconds(15));
        scene["a"].Then(ScriptedReply.Silence());
        using var caller = new CancellationTokenSource();
        var probe = scene.Begin().CompleteAsync(caller.Token).AsTask();
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe);

        Assert.Equal("a/one", (await scene.AskAsync()).Model);
    }

    [Fact]
    public async Task AnyResponseShowsThatItIsThere()
    {
        await using var scene = new Scene("a/one", "a/two", "b/three");
        scene.Script = asked => asked.Model == "one" ? ScriptedReply.Failure(Outcome.ServerError, 500) : ScriptedReply.Answer("ok");
        for (var call = 0; call < 8; call++)
            await scene.AskAsync();

        Assert.Equal(CandidateState.Open, scene.StatusOf("a/one").State);
        Assert.Equal(CandidateState.Ready, scene.StatusOf("a/two").State);
    }

    [Fact]
    public async Task AStreamThatBreaksOffSaysNothingAboutTheConnection()
    {
        await using var scene = new Scene("a/one", "a/two");
        scene.Script = asked => asked.Model == "one" ? ScriptedReply.Failure(Outcome.NetworkError, 200) : ScriptedReply.Answer("ok");
        for (var call = 0; call < 8; call++)
            await scene.AskAsync();

        Assert.Equal(CandidateState.Ready, scene.StatusOf("a/two").State);
    }

    [Fact]
    public async Task ConnectionsThatAreNotMadeInTimeCountToo()
    {
        await using var scene = new Scene("a/one", "a/two", "b/three")
        {
            Others = { ["a"] = new DirectProvider(_ => new(Outcome.TimedOut) { ConnectTimedOut = true }) },
        };
        for (var call = 0; call < 5; call++)
            await scene.AskAsync();

        Assert.Equal(CandidateState.ProviderDown, scene.StatusOf("a/two").State);
    }

    [Fact]
    public async Task TheOtherModelsOfARefusedProviderComeLastInTheSameCall()
    {
        await using var scene = new Scene("a/one", "a/two", "a/three", "b/four") { Limits = new() { Attempts = 2 } };
        scene["a"].Then(s_refused);

        Assert.Equal(["a/one", "b/four"], (await scene.AskAsync()).Attempts.Select(attempt => attempt.Model));
    }

    [Fact]
    public async Task AndAreAskedIfNobodyElseIsLeft()
    {
        await using var scene = new Scene("a/one", "a/two", "b/three");
        scene["a"].Then(s_refused);
        scene["b"].Then(ScriptedReply.Failure(Outcome.ServerError, 500));

        Assert.Equal(["a/one", "b/three", "a/two"], (await scene.AskAsync()).Attempts.Select(attempt => attempt.Model));
    }

    [Fact]
    public async Task TheOnlyProviderIsAskedEvenIfItIsDown()
    {
        await using var scene = new Scene("a/one", "a/two");
        scene.Script = _ => s_refused;
        for (var call = 0; call < 3; call++)
            await scene.FailAsync();
        Assert.Equal(CandidateState.ProviderDown, scene.StatusOf("a/one").State);

        scene.Script = _ => ScriptedReply.Answer("there again");
        Assert.Equal("there again", (await scene.AskAsync()).Value);
    }

    [Fact]
    public async Task RestoreBringsItBackAndIsolateTakesAllOfItOut()
    {
        await using var scene = new Scene("a/one", "a/two", "b/three");
        await GoDownAsync(scene);

        Assert.Equal(2, scene.Router.Health.Restore("a"));
        Assert.All(["a/one", "a/two"], model => Assert.Equal(CandidateState.Ready, scene.StatusOf(model).State));
        Assert.Equal(2, scene.Router.Health.Isolate("a"));
        Assert.Equal("b/three", (await scene.AskAsync()).Model);
    }

    [Fact]
    public async Task AProviderNoneOfWhoseKeysIsAcceptedIsLeftAloneKeyByKey()
    {
        await using var scene = new Scene("a/one", "a/two", "b/three") { Keys = 2 };
        scene.Script = asked => asked.Model == "three" ? ScriptedReply.Answer("ok") : ScriptedReply.Failure(Outcome.AuthenticationFailed, 401);

        Assert.Equal(["A_KEY_1", "A_KEY_2", "B_KEY_1"], (await scene.AskAsync()).Attempts.Select(attempt => attempt.Key));
        Assert.Single((await scene.AskAsync()).Attempts);
        Assert.All(
            scene.Router.Health.Snapshot().Where(status => status.Model[0] == 'a'),
            status => Assert.Equal((CandidateState.KeyCoolingDown, TimeSpan.MaxValue), (status.State, status.ReadyIn)));
    }

    private static async Task GoDownAsync(Scene scene)
    {
        for (var call = 0; call < 5; call++)
        {
            scene["a"].Then(s_refused);
            await scene.AskAsync();
        }
    }
}
