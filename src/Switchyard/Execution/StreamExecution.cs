using System.Runtime.CompilerServices;

namespace Switchyard;

/// <summary>
/// Runs a call that is answered as a stream. Until the first output of the model (the commit) a failure moves on to the next candidate unseen.
/// After it the engine never switches silently: the answer is resumed exactly where it was, or the call ends as truncated. Pooled with its call.
/// </summary>
internal sealed class StreamExecution(Call call)
{
    private bool _ended;
    private int _brokenAttempt;

    /// <summary>The chunk that was read last, as canonical JSON.</summary>
    public ReadOnlySpan<byte> Chunk => Attempt.Queue.Chunk;

    /// <summary>The text of that chunk, unescaped; empty if it holds none.</summary>
    public ReadOnlySpan<byte> Text => Attempt.Queue.Text;

    /// <summary>Who answers. Meaningful after the first read.</summary>
    public Candidate Candidate => call.Route.Candidates[call.Lane.Index];

    /// <summary>Whether the reader has a part of the answer.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>How the answer goes on if it breaks off.</summary>
    public StreamContinuation Continuation { get; } = new();

    /// <summary>Makes what looks at the text of each attempt; <see langword="null"/> for text that is taken as it comes.</summary>
    public Func<IStreamCheck>? Checks { get; private set; }

    private StreamAttempt Attempt => call.Lane.Stream;

    public void Start(CancellationToken cancellationToken, Func<IStreamCheck>? checks = null)
    {
        Checks = checks;
        Continuation.Clear();
        Attempt.Clear();
        IsPartial = _ended = false;
        call.Launch(isStream: true, cancellationToken);
    }

    /// <summary>The tokens of the answer that an attempt at a candidate would begin with.</summary>
    public int PrefillTokens(Candidate candidate, int index) => call.IsStream && IsPartial ? Continuation.PrefillTokens(candidate, index) : 0;

    /// <summary>Reads the next chunk that is committed.</summary>
    /// <returns>Whether there was one; false when the answer is complete.</returns>
    /// <exception cref="RoutingException">No candidate answered, or the answer broke off.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> ReadAsync()
    {
        if (IsPartial)
        {
            // A limit that passed while the reader had the word says nothing about the provider.
            Attempt.TakeBack();
            call.Clock.Renew();
        }

        while (true)
        {
            if (TryDeliver())
                return true;
            if (_ended)
                return false;

            if (!Attempt.IsOpen)
                await BeginAsync().ConfigureAwait(false);
            if (!await Attempt.AdvanceAsync().ConfigureAwait(false))
                await Hedge.RunAsync(call).ConfigureAwait(false);

            if (Attempt.FirstOutput is { } at)
                call.NoteFirstToken(at);
            if (call.Lane.Result.Outcome != default)
                await CloseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Ends the stream, also half read.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask StopAsync()
    {
        _ended = true;
        if (!Attempt.IsOpen)
            return;

        // The reader walked away from an answer that was still coming: the caller's decision, and no fault of the provider.
        // Its result is read first: once disposed, a pooled stream may be somebody else's.
        Attempt.TakeBack();
        var result = Attempt.ResultSoFar();
        await Attempt.CloseAsync().ConfigureAwait(false);
        AttemptBooking.End(call, call.Lane, result, Outcome.Cancelled, TimeLimit.None, Attempt.ReaderTime);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask BeginAsync()
    {
        var index = await AttemptRunner.NextAsync(call).ConfigureAwait(false);
        if (index < 0)
        {
            _ended = true;
            throw Failure();
        }

        var candidate = AttemptRunner.Begin(call, call.Lane, index);
        Attempt.Begin(call);

        // Of an answer that is resumed the reader knows the beginning: there is no race to be the first.
        if (!IsPartial)
            Hedge.Prepare(call, call.Lane, candidate);
    }

    private bool TryDeliver()
    {
        if (!Attempt.TryDeliver())
            return false;

        IsPartial = true;
        Continuation.Deliver(Attempt.Queue.Text, Attempt.Queue.Content);
        return true;
    }

    /// <summary>The attempt has ended: well, or the next candidate is asked, or the call has failed.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask CloseAsync()
    {
        await Attempt.CloseAsync().ConfigureAwait(false);
        if (TryBookOurFault())
            return;

        var broken = call.Attempts.Count;
        var outcome = AttemptBooking.End(call, call.Lane, call.Lane.Result, Attempt.ReaderTime);
        if (outcome == Outcome.Completed)
        {
            _ended = true;
            Attempt.Commit();
        }
        else if (!IsPartial)
        {
            call.GoOn();
        }
        else
        {
            if (Attempt.HasDelivered)
                _brokenAttempt = broken;
            if (Continuation.CanResume(call, outcome))
                return;
            _ended = true;
            throw Failure();
        }
    }

    /// <summary>Whether the attempt failed only because of how it was to be resumed.</summary>
    private bool TryBookOurFault()
    {
        var isRefused = Attempt.HasRefusedPrefill;
        if (!isRefused && !Continuation.IsMismatch)
            return false;

        AttemptBooking.EndOurFault(call, call.Lane, call.Lane.Result, Attempt.ReaderTime);
        if (isRefused)
        {
            // The candidate is asked again without the beginning of the answer.
            Continuation.RefusePrefill(call.Lane.Index);
            call.Failover.Reopen(call.Lane.Index);
        }
        else
        {
            // Asking others the same way is paid for and most likely in vain. One that goes on from where it broke off needs no luck.
            call.Failover.Keep(Continuation.Prefillable(call.Route));
        }

        return true;
    }

    private Exception Failure() => call.Clock.IsOver || !IsPartial
        ? CallFailure.Create(call)
        : CallFailure.Truncated(call, Continuation.Delivered.Span, _brokenAttempt);
}
