using Switchyard.Testing;
using static Switchyard.Outcome;
using static Switchyard.Tests.Execution.FailoverTableTests.Step;

namespace Switchyard.Tests.Execution;

/// <summary>Every outcome in every situation: what the engine does next. The table is that of the failover promise, column by column.</summary>
public sealed class FailoverTableTests
{
    // The situations, as columns:
    //   model      another model is ready                     larger     another model, with a larger window
    //   key        another key of the same model is ready     smaller    another model, with a smaller window
    //   itself     nobody else is there                       stream     another model is ready, a part of a stream was delivered
    //   twice      nobody else, and it failed like this twice
    //   retry      nobody else, and Retry-After is beyond the deadline
    //   budget     another model is ready, the last attempt is used up
    //   deadline   another model is ready, the deadline has passed
    private static readonly Row[] s_table =
    [
        //                            model  key    itself twice  retry  larger smaller stream budget deadline
        new(Completed,            new(Done,  Done,  Done,  Done,  Done,  Done,  Done,   Done,  Done,  Done)),
        new(RateLimited,          new(Model, Key,   Again, Again, Stop,  Model, Model,  Model, Stop,  Stop)),
        new(QuotaExhausted,       new(Model, Key,   Stop,  Stop,  Stop,  Model, Model,  Model, Stop,  Stop)),
        new(Overloaded,           new(Model, Again, Again, Stop,  Stop,  Model, Model,  Model, Stop,  Stop)),
        new(ServerError,          new(Model, Again, Again, Stop,  Stop,  Model, Model,  Model, Stop,  Stop)),
        new(NetworkError,         new(Model, Again, Again, Stop,  Stop,  Model, Model,  Model, Stop,  Stop)),
        new(TimedOut,             new(Model, Stop,  Stop,  Stop,  Stop,  Model, Model,  Model, Stop,  Stop)),
        new(Truncated,            new(Model, Stop,  Stop,  Stop,  Stop,  Model, Model,  Model, Stop,  Stop)),
        new(AuthenticationFailed, new(Model, Key,   Stop,  Stop,  Stop,  Model, Model,  Model, Stop,  Stop)),
        new(ModelUnavailable,     new(Model, Stop,  Stop,  Stop,  Stop,  Model, Model,  Model, Stop,  Stop)),
        new(ContextTooLong,       new(Model, Stop,  Stop,  Stop,  Stop,  Model, Stop,   Stop,  Stop,  Stop)),
        new(ContentFiltered,      new(Stop,  Stop,  Stop,  Stop,  Stop,  Stop,  Stop,   Stop,  Stop,  Stop)),
        new(InvalidRequest,       new(Stop,  Stop,  Stop,  Stop,  Stop,  Stop,  Stop,   Stop,  Stop,  Stop)),
        new(InvalidReply,         new(Model, Stop,  Stop,  Stop,  Stop,  Model, Model,  Model, Stop,  Stop)),
        new(Cancelled,            new(Stop,  Stop,  Stop,  Stop,  Stop,  Stop,  Stop,   Stop,  Stop,  Stop)),
    ];

    public enum Step
    {
        /// <summary>The call has its answer.</summary>
        Done,

        /// <summary>Another model, at once.</summary>
        Model,

        /// <summary>The same model with another key, at once.</summary>
        Key,

        /// <summary>The same candidate, after a pause.</summary>
        Again,

        /// <summary>The call fails.</summary>
        Stop,
    }

    public enum Situation
    {
        Model,
        Key,
        Itself,
        Twice,
        Retry,
        Larger,
        Smaller,
        Stream,
        Budget,
        Deadline,
    }

    public static TheoryData<Outcome, Situation, Step> Cells()
    {
        var cells = new TheoryData<Outcome, Situation, Step>();
        foreach (var row in s_table)
        {
            foreach (var situation in Enum.GetValues<Situation>())
                cells.Add(row.Outcome, situation, row.Steps.In(situation));
        }

        return cells;
    }

    [Fact]
    public void NamesEveryOutcomeOnce() => Assert.Equal(Enum.GetValues<Outcome>(), s_table.Select(row => row.Outcome));

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task TakesTheStep(Outcome outcome, Situation situation, Step expected)
    {
        using var caller = new CancellationTokenSource();
        var failures = situation == Situation.Twice ? 2 : 1;
        var asked = new List<(string Model, string Key, DateTimeOffset At)>();
        var isStream = situation == Situation.Stream;
        await using var scene = SceneOf(situation);
        scene.Script = request =>
        {
            asked.Add((request.Model, request.Key, scene.Time.GetUtcNow()));
            if (asked.Count > failures)
                return ScriptedReply.Answer("Hello");
            if (situation == Situation.Deadline)
                scene.Time.Advance(scene.Limits.Deadline);
            if (outcome == Cancelled && !isStream)
                caller.Cancel();
            return new()
            {
                Outcome = outcome,
                Pieces = isStream ? ["Hel"] : outcome == Completed ? ["Hello"] : [],
                RetryAfter = situation == Situation.Retry ? scene.Limits.Deadline * 2 : null,
            };
        };

        var failure = await Record.ExceptionAsync(async () =>
        {
            if (!isStream)
                await scene.AskUntilAsync(caller.Token);
            else
                await scene.FinishAsync(ReadAsync(scene, outcome == Cancelled ? caller : null, caller.Token));
        });

        Assert.Equal(expected, StepTaken());
        Assert.True(expected == Stop == failure is not null, failure?.ToString());
        Assert.Equal(outcome == Cancelled, failure is OperationCanceledException);
        Assert.Equal(isStream && expected == Stop && outcome != Cancelled, failure is TruncatedException);

        Step StepTaken()
        {
            if (asked.Count <= failures)
                return failure is null ? Done : Stop;

            var (last, next) = (asked[failures - 1], asked[failures]);
            var step = last.Model != next.Model ? Model : last.Key != next.Key ? Key : Again;
            Assert.Equal(step == Again, next.At > last.At);
            return step;
        }
    }

    private static async Task<bool> ReadAsync(Scene scene, CancellationTokenSource? cancelled, CancellationToken cancellationToken)
    {
        await foreach (var _ in scene.Begin().StreamAsync(cancellationToken))
            cancelled?.Cancel();
        return true;
    }

    private static Scene SceneOf(Situation situation)
    {
        var isAlone = situation is Situation.Itself or Situation.Twice or Situation.Retry or Situation.Key;
        return new(isAlone ? ["a/one"] : ["a/one", "b/two"])
        {
            Keys = situation == Situation.Key ? 2 : 1,
            Limits = new() { Attempts = situation == Situation.Budget ? 1 : 4 },
            Describe = model => model with
            {
                ContextWindow = situation switch
                {
                    Situation.Larger or Situation.Model => model.Id == "one" ? 1000 : 2000,
                    Situation.Smaller => model.Id == "one" ? 2000 : 1000,
                    _ => null,
                },
            },
        };
    }

    private sealed record Row(Outcome Outcome, Steps Steps);

    private sealed record Steps(
        Step Model, Step Key, Step Itself, Step Twice, Step Retry, Step Larger, Step Smaller, Step Stream, Step Budget, Step Deadline)
    {
        public Step In(Situation situation) => situation switch
        {
            Situation.Model => Model,
            Situation.Key => Key,
            Situation.Itself => Itself,
            Situation.Twice => Twice,
            Situation.Retry => Retry,
            Situation.Larger => Larger,
            Situation.Smaller => Smaller,
            Situation.Stream => Stream,
            Situation.Budget => Budget,
            _ => Deadline,
        };
    }
}
