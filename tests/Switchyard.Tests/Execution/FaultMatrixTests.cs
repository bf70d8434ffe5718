using Switchyard.Simulator;

namespace Switchyard.Tests.Execution;

/// <summary>
/// Every fault of a real socket, as a call and as a stream: the answer comes whole from elsewhere or the call fails by its name, no call outlasts
/// its limits, and the next one is sound.
/// </summary>
public sealed class FaultMatrixTests
{
    private const Outcome Sound = Outcome.Completed;

    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(1);

    // What the attempt at the faulty model is booked as: in a call, and in a stream.
    private static readonly Dictionary<string, (Fault Fault, Outcome Call, Outcome Stream)> s_faults = new()
    {
        ["reset before headers"] = (Fault.Reset(), Outcome.NetworkError, Outcome.NetworkError),
        ["silence"] = (Fault.Silence(), Outcome.TimedOut, Outcome.TimedOut),
        ["silence after headers"] = (Fault.Silence(afterHeaders: true), Outcome.TimedOut, Outcome.TimedOut),
        ["slow first token"] = (Fault.SlowFirstToken(s_long), Outcome.TimedOut, Outcome.TimedOut),
        ["slow first token after the role"] = (Fault.SlowFirstToken(s_long, headersFirst: true), Outcome.TimedOut, Outcome.TimedOut),
        ["cut at once, clean end"] = (Fault.CutAfter(0, CutKind.EndResponse), Outcome.InvalidReply, Outcome.Truncated),
        ["cut after 2, clean end"] = (Fault.CutAfter(2, CutKind.EndResponse), Outcome.InvalidReply, Outcome.Truncated),
        ["cut after 2, reset"] = (Fault.CutAfter(2), Outcome.NetworkError, Outcome.NetworkError),
        ["stall"] = (Fault.StallAfter(2), Outcome.TimedOut, Outcome.TimedOut),
        ["malformed chunk that loses text"] = (Fault.MalformedChunk(2), Outcome.InvalidReply, Outcome.InvalidReply),

        // One too many, but it looks as if it had held text, and nobody can tell.
        ["malformed chunk that loses nothing"] = (Fault.MalformedChunk(2, losesText: false), Outcome.InvalidReply, Outcome.InvalidReply),
        ["no [DONE]"] = (Fault.NoDone(), Sound, Sound),
        ["429"] = (Fault.Status(429), Outcome.RateLimited, Outcome.RateLimited),
        ["429, seconds"] = (Limited(RetryAfterForm.Seconds), Outcome.RateLimited, Outcome.RateLimited),
        ["429, date"] = (Limited(RetryAfterForm.HttpDate), Outcome.RateLimited, Outcome.RateLimited),
        ["429, retry-after-ms"] = (Limited(RetryAfterForm.Milliseconds), Outcome.RateLimited, Outcome.RateLimited),
        ["429, x-ms-retry-after-ms"] = (Limited(RetryAfterForm.AzureMilliseconds), Outcome.RateLimited, Outcome.RateLimited),
        ["429, money"] = (Fault.InsufficientQuota(), Outcome.QuotaExhausted, Outcome.QuotaExhausted),
        ["401"] = (Fault.Status(401), Outcome.AuthenticationFailed, Outcome.AuthenticationFailed),
        ["404"] = (Fault.Status(404), Outcome.ModelUnavailable, Outcome.ModelUnavailable),
        ["500"] = (Fault.Status(500), Outcome.ServerError, Outcome.ServerError),
        ["529"] = (Fault.Status(529), Outcome.Overloaded, Outcome.Overloaded),
        ["error in a 200"] = (Fault.ErrorInBody(), Outcome.ServerError, Outcome.ServerError),
        ["error in a 200 after 2"] = (Fault.ErrorInBody(2), Outcome.ServerError, Outcome.ServerError),
        ["zero chunks"] = (Fault.ZeroChunks(), Outcome.InvalidReply, Outcome.Truncated),
        ["zero chunks with [DONE]"] = (Fault.ZeroChunks(sendsDone: true), Outcome.InvalidReply, Outcome.Truncated),
        ["no finish reason"] = (Fault.FinishReason(null), Outcome.InvalidReply, Outcome.Truncated),
        ["finish reason error"] = (Fault.FinishReason("error"), Outcome.ServerError, Outcome.ServerError),
        ["keep-alives only"] = (Fault.KeepAlives(TimeSpan.FromMilliseconds(50)), Outcome.TimedOut, Outcome.TimedOut),
        ["fragments"] = (Fault.Dribble(3), Sound, Sound),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Matrix()
    {
        var matrix = new TheoryData<string, bool>();
        foreach (var name in s_faults.Keys)
        {
            matrix.Add(name, false);
            matrix.Add(name, true);
        }

        return matrix;
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task TheAnswerComesWholeFromElsewhere(string name, bool isStream)
    {
        var (fault, inCall, inStream) = s_faults[name];
        await using var scene = await FaultScene.StartAsync(fault);

        Assert.Equal(FaultScene.Answer, await scene.AskAsync(isStream, Token));

        var attempts = scene.Ledger.Snapshot().Single().Attempts;
        var expected = isStream ? inStream : inCall;
        Assert.Equal(expected == Sound ? [Sound] : [expected, Sound], attempts.Select(attempt => attempt.Outcome));
        Assert.Equal(expected == Outcome.TimedOut, attempts[0].TimeLimit != TimeLimit.None);
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task AloneItFailsByItsNameAndTheNextCallIsSound(string name, bool isStream)
    {
        var (fault, inCall, inStream) = s_faults[name];
        await using var scene = await FaultScene.StartAsync(fault, isAlone: true, FaultSchedule.Next(3));

        var expected = isStream ? inStream : inCall;
        if (expected == Sound)
        {
            Assert.Equal(FaultScene.Answer, await scene.AskAsync(isStream, Token));
        }
        else
        {
            var failure = await Assert.ThrowsAnyAsync<RoutingException>(() => scene.AskAsync(isStream, Token));
            Assert.Contains(failure.Attempts, attempt => attempt.Outcome == expected);
            if (failure is TruncatedException truncated)
                Assert.StartsWith(truncated.PartialText, FaultScene.Answer, StringComparison.Ordinal);
        }

        scene.Server.Faults.Clear();
        Assert.Equal(FaultScene.Answer, await scene.AskAsync(isStream, Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AFlappingProviderCostsNoCallItsAnswer(bool isStream)
    {
        await using var scene = await FaultScene.StartAsync(Fault.CutAfter(2), schedule: FaultSchedule.Flapping(2, 3), limit: s_long);

        for (var call = 0; call < 30; call++)
            Assert.Equal(FaultScene.Answer, await scene.AskAsync(isStream, Token));
        Assert.Equal(
            scene.Server.Requests.Count, scene.Ledger.Snapshot().Sum(entry => entry.Attempts.Count));
    }

    [Fact]
    public async Task ARefusedConnectionFailsOver()
    {
        await using var scene = await FaultScene.StartAsync(null);
        await scene.Server.StopAsync(Token);

        var failure = await Assert.ThrowsAsync<RoutingException>(() => scene.AskAsync(isStream: false, Token));

        Assert.Equal((Outcome.NetworkError, "upstream_unreachable"), (failure.Outcome, failure.Code));
        Assert.Equal(["a/bad", "b/good"], failure.Attempts.Take(2).Select(attempt => attempt.Model));
    }

    private static Fault Limited(RetryAfterForm form) => Fault.Status(429) with { RetryAfter = TimeSpan.FromMinutes(1), RetryAfterForm = form };
}
