using System.Diagnostics;

namespace Switchyard;

/// <summary>Tells metrics, traces and ledger of a call. The one place where they hear of it. Pooled with its call.</summary>
internal sealed class CallMeter(Call call)
{
    private Activity? _callActivity;
    private TimeSpan? _duration;
    private Guid _callId;

    /// <summary>Made when somebody asks: most calls have neither a ledger nor a result that names it, and randomness costs a system call.</summary>
    public Guid CallId => _callId != Guid.Empty ? _callId : _callId = Guid.CreateVersion7(Started);

    /// <summary>Worked out when somebody asks.</summary>
    private DateTimeOffset Started => call.Router.TimeProvider.GetUtcNow() - call.Clock.Elapsed;

    public void Start()
    {
        _duration = null;
        _callId = Guid.Empty;
        _callActivity = RouterTracing.StartCall(call.Task, call.Session);
    }

    public void StartAttempt(Lane lane, Candidate candidate) => lane.Activity = RouterTracing.StartAttempt(_callActivity, candidate);

    public void EndAttempt(Lane lane, in Attempt attempt)
    {
        call.Router.Metrics.RecordAttempt(call.Task.Id, attempt);
        RouterTracing.EndAttempt(lane.Activity, attempt);
        lane.Activity = null;
    }

    /// <summary>The caller has the answer, though the call is still to be accounted for.</summary>
    public void Stop()
    {
        _duration = call.Clock.Elapsed;
        _callActivity?.SetEndTime(DateTime.UtcNow);
    }

    public void End()
    {
        var attempts = call.Attempts.Span;
        var ledger = call.Router.Ledger;
        var feedback = call.Router.Feedback;
        if (ledger is null && !feedback.IsOpen && _callActivity is null && !call.Router.Metrics.HearsOfCalls && call.Settlement is null)
            return;

        var record = new CallRecord
        {
            CallId = ledger is null && !feedback.IsOpen ? _callId : CallId,
            Started = Started,
            Task = call.Task.Id,
            Tier = call.Route.Tier,
            Outcome = call.Failure != default ? call.Failure : attempts.IsEmpty ? Outcome.Cancelled : attempts[^1].Outcome,
            Cost = Money.ToUsd(call.Attempts.CostNanoUsd),
            Duration = _duration ?? call.Clock.Elapsed,
            FirstToken = call.FirstToken,
            Origin = call.Origin,
        };

        call.Router.Metrics.RecordCall(record, attempts);
        RouterTracing.EndCall(_callActivity, record, attempts);
        _callActivity = null;
        try
        {
            ledger?.Record(record, attempts);
        }
        catch (Exception exception)
        {
            // A ledger must not throw; one that does takes nobody's answer away.
            call.Router.Log.LedgerFailed(record.CallId, exception.GetType().FullName);
        }

        call.Settlement?.Settle(record, attempts);
        feedback.End(call, record);
    }
}
