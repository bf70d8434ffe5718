using System.Runtime.CompilerServices;

namespace Switchyard;

/// <summary>
/// One streaming attempt: opens the stream, reads its chunks within their time limits, hands them on, and closes it. Belongs to a lane.
/// </summary>
internal sealed class StreamAttempt(Lane lane)
{
    private readonly ChunkIntake _intake = new(lane);
    private Call? _call;
    private ProviderStream? _stream;
    private bool _isLate;

    // The reader's own time is not held against the provider.
    private TimeSpan _handedOn;

    /// <summary>The chunks that nobody has taken yet.</summary>
    public ChunkQueue Queue => _intake.Queue;

    /// <summary>Whether an attempt is under way.</summary>
    public bool IsOpen => _call is not null;

    /// <summary>Whether a chunk of it was delivered.</summary>
    public bool HasDelivered { get; private set; }

    /// <summary>Whether it goes on from the beginning of an answer that another model gave.</summary>
    public bool IsPrefilled { get; private set; }

    /// <summary>From the start of the call to the first output of the model; <see langword="null"/> before it.</summary>
    public TimeSpan? FirstOutput { get; private set; }

    /// <summary>Whether the provider refused to go on from the beginning of an answer.</summary>
    public bool HasRefusedPrefill => IsPrefilled && !_intake.SawOutput && lane.Result.Outcome == Outcome.InvalidRequest;

    /// <summary>The time that the reader of the stream took, all in all.</summary>
    public TimeSpan ReaderTime { get; private set; }

    private StreamContinuation Continuation => _call!.Stream.Continuation;

    private Candidate Candidate => _call!.Route.Candidates[lane.Index];

    /// <summary>Begins the attempt that the lane has begun.</summary>
    public void Begin(Call call)
    {
        _call = call;
        _isLate = false;
        FirstOutput = null;
        ReaderTime = TimeSpan.Zero;
        var isPartial = call.Stream.IsPartial;
        _intake.Begin(isPartial ? Continuation : null, call.Stream.Checks?.Invoke(), call.Route.Policy.Delivery == StreamDelivery.Buffered);
        if (!isPartial)
            return;

        IsPrefilled = Continuation.CanPrefill(Candidate, lane.Index);
        Continuation.Begin(isReasked: !IsPrefilled);
    }

    /// <summary>Goes on until there is a chunk to deliver or the attempt has ended, with its result in the lane.</summary>
    /// <returns>False if it is late and goes on.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> AdvanceAsync()
    {
        while (lane.Result.Outcome == default && !_intake.HasChunk)
        {
            // The provider may be gone already.
            if (lane.Clock.IsShut)
            {
                lane.Result = AttemptRunner.Abandoned;
                return true;
            }

            try
            {
                switch (await NextAsync().ConfigureAwait(false))
                {
                    case WaitEnd.Late:
                        _isLate = true;
                        return false;
                    case WaitEnd.Done when _stream is null:
                        _stream = lane.Waits.Open.TakeResult() ?? ProviderStream.Failed(new(Outcome.InvalidReply) { Detail = "The provider returned no stream." });
                        break;
                    case WaitEnd.Done:
                        lane.Result = lane.Waits.Read.TakeResult() ? Accept() : _intake.AtEnd(_stream.Result);
                        break;
                    default:
                        Abandon();
                        break;
                }
            }
            catch (Exception exception)
            {
                lane.Leave();
                lane.Result = AttemptRunner.FromException(exception);
            }
        }

        return true;
    }

    /// <summary>What is still held back may be delivered: the answer is complete.</summary>
    public void Commit() => _intake.Commit();

    /// <summary>Hands on the next chunk that is committed.</summary>
    public bool TryDeliver()
    {
        if (!_intake.HasChunk || !Queue.TryTake())
            return false;

        HasDelivered = true;
        lane.Clock.Disarm();
        _handedOn = lane.Clock.Elapsed;
        return true;
    }

    /// <summary>The reader is back.</summary>
    public void TakeBack()
    {
        if (HasDelivered)
            ReaderTime += lane.Clock.Elapsed - _handedOn;
    }

    /// <summary>What the provider says of the attempt as it stands.</summary>
    public ProviderResult ResultSoFar()
    {
        try
        {
            return _stream?.Result ?? lane.Result;
        }
        catch (Exception exception)
        {
            return AttemptRunner.FromException(exception);
        }
    }

    /// <summary>The attempt is over: closes its stream, which has only the grace left for it.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask CloseAsync()
    {
        if (_stream is { } stream)
        {
            _stream = null;
            lane.Clock.Close();
            var wait = lane.Waits.Close;
            try
            {
                if (await wait.For(DisposeAsync(stream)).ConfigureAwait(false) == WaitEnd.Done)
                {
                    wait.TakeResult();
                }
                else
                {
                    wait.Drop();
                    lane.Abandon();
                }
            }
            catch (Exception exception)
            {
                _call!.Router.Log.StreamDisposeFailed(Candidate.FullId, exception.GetType().FullName);
            }
        }

        _call = null;
    }

    /// <summary>Forgets the attempt.</summary>
    public void Clear()
    {
        _intake.Clear();
        IsPrefilled = HasDelivered = false;
    }

    /// <summary>The next thing to wait for: one that was late, or the opening, or a chunk.</summary>
    private ValueTask<WaitEnd> NextAsync()
    {
        var waits = lane.Waits;
        if (_isLate)
        {
            _isLate = false;
            return _stream is null ? waits.Open.Again() : waits.Read.Again();
        }

        Arm();
        if (_stream is { } stream)
        {
            lane.Reply.Clear();
            lane.Enter(Candidate.Provider);
            var read = stream.ReadAsync(lane.Reply, lane.Clock.Token);
            lane.Leave();
            return waits.Read.For(read, stream);
        }

        var candidate = Candidate;
        var most = lane.Reservation.MaxTokens;
        var request = IsPrefilled ? lane.Body.Resuming(candidate, most, Continuation.Delivered.Span) : lane.Body.For(candidate, most);
        lane.Enter(candidate.Provider);
        var opened = candidate.Provider.OpenStreamAsync(request, lane.Clock.Token);
        lane.Leave();
        return waits.Open.For(opened);
    }

    private void Arm()
    {
        var limits = _call!.Table.Limits;
        var now = lane.Clock.Now;
        var elapsed = lane.Clock.ElapsedAt(now);
        var began = lane.Started + ReaderTime;
        var (limit, name) = _intake.SawOutput ? (limits.Idle, TimeLimit.Idle) : (began + limits.FirstToken - elapsed, TimeLimit.FirstToken);
        var attempt = began + limits.Attempt - elapsed;
        if (attempt < limit)
            (limit, name) = (attempt, TimeLimit.Attempt);
        lane.Clock.Arm(limit, name, now);
    }

    private void Abandon()
    {
        // The stream is disposed when its provider comes back: never while a read of it is under way.
        if (_stream is null)
            lane.Waits.Open.Drop();
        else
            lane.Waits.Read.Drop();
        _stream = null;
        lane.Abandon();
        lane.Result = AttemptRunner.Abandoned;
    }

    private ProviderResult Accept()
    {
        var result = _intake.Accept();
        if (FirstOutput is null && _intake.SawOutput)
            NoteFirstOutput();
        return result;
    }

    private void NoteFirstOutput()
    {
        lane.Clock.ClearLate();
        var now = lane.Clock.Now;
        var elapsed = lane.Clock.ElapsedAt(now);
        FirstOutput = elapsed;
        Candidate.Health.NoteFirstOutput(elapsed - lane.Started, now);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<bool> DisposeAsync(ProviderStream stream)
    {
        await stream.DisposeAsync().ConfigureAwait(false);
        return true;
    }
}
