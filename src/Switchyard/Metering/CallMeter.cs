using System.Diagnostics;

namespace Switchyard;

/// <summary>Tells metrics, traces and ledger of a call. The one place where they hear of it. Pooled with its call.</summary>
internal sealed class CallMeter(Call call)
{
    private Activity? _callActivity;
    private TimeSpan? _duration;
    private DateTimeOffset _started;
    private Guid _callId;
    private bool _isRecorded;

    /// <summary>Made when somebody asks: most calls have neither a ledger nor a result that names it, and randomness costs a system call.</summary>
    public Guid CallId => _callId != Guid.Empty ? _callId : _callId = Guid.CreateVersion7(Started);

    /// <summary>Worked out when somebody asks, once.</summary>
    private DateTimeOffset Started => _started != default ? _started : _started = Time.GetUtcNow() - call.Clock.Elapsed;

    private TimeProvider Time => call.Router.TimeProvider;

    public void Start()
    {
        _duration = null;
        _started = default;
        _callId = Guid.Empty;
        _isRecorded = false;
        _callActivity = RouterTracing.StartCall(call.Task, call.Session, Time);
    }

    public void StartAttempt(Lane lane, Candidate candidate) => lane.Activity = RouterTracing.StartAttempt(_callActivity, candidate, Time);

    public void EndAttempt(Lane lane, in Attempt attempt)
    {
        call.Router.Metrics.RecordAttempt(call.Task.Id, attempt);
        RouterTracing.EndAttempt(lane.Activity, attempt, Time);
        lane.Activity = null;
    }

    /// <summary>
    /// The caller has the answer, though an attempt that was given up has not ended. What is known goes to the ledger before anything else may happen
    /// to the process; what that attempt comes to, when it has.
    /// </summary>
    public void Stop()
    {
        _duration = call.Clock.Elapsed;
        if (call.Router.Ledger is { } ledger)
            Tell(ledger, Record());
    }

    public void End()
    {
        var ledger = call.Router.Ledger;
        var feedback = call.Router.Feedback;
        if (ledger is null && !feedback.IsOpen && _callActivity is null && !call.Router.Metrics.HearsOfCalls && call.Settlement is null)
            return;

        var attempts = call.Attempts.Span;
        var record = Record();
        call.Router.Metrics.RecordCall(record, attempts);
        RouterTracing.EndCall(_callActivity, record, attempts);
        _callActivity = null;
        if (ledger is not null)
            Tell(ledger, record);

        call.Settlement?.Settle(record, attempts);
        feedback.End(call, record);
    }

    private CallRecord Record()
    {
        var attempts = call.Attempts.Span;
        return new()
        {
            CallId = call.Router.Ledger is null && !call.Router.Feedback.IsOpen ? _callId : CallId,
            Started = Started,
            Task = call.Task.Id,
            Tier = call.Route.Tier,
            Outcome = call.Failure != default ? call.Failure : attempts.IsEmpty ? Outcome.Cancelled : attempts[^1].Outcome,
            Cost = Money.ToUsd(call.Attempts.CostNanoUsd),
            Duration = _duration ?? call.Clock.Elapsed,
            FirstToken = call.FirstToken,
            Origin = call.Origin,
            Features = call.Router.Feedback.FeaturesOf(call),
        };
    }

    /// <summary>Tells metrics and ledger of a call that was answered without one, from a cache.</summary>
    public static void Record(Router router, in CallRecord record, ReadOnlySpan<Attempt> attempts)
    {
        router.Metrics.RecordCall(record, attempts);
        if (router.Ledger is { } ledger)
            TryTell(router, ledger, record, attempts, isCorrection: false);
    }

    private void Tell(ILedger ledger, in CallRecord record) =>
        _isRecorded |= TryTell(call.Router, ledger, record, call.Attempts.Span, _isRecorded);

    private static bool TryTell(Router router, ILedger ledger, in CallRecord record, ReadOnlySpan<Attempt> attempts, bool isCorrection)
    {
        try
        {
            if (isCorrection)
                ledger.Correct(record, attempts);
            else
                ledger.Record(record, attempts);
            return true;
        }
        catch (Exception exception)
        {
            // A ledger must not throw; one that does takes nobody's answer away.
            router.Log.LedgerFailed(record.CallId, exception.GetType().FullName);
            return false;
        }
    }
}
