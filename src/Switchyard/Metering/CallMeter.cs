using System.Diagnostics;

namespace Switchyard;

/// <summary>Tells metrics, traces and ledger of a call. The one place where they hear of it. Pooled with its call.</summary>
internal sealed class CallMeter(Call call)
{
    private Activity? _callActivity;
    private Activity? _attemptActivity;
    private DateTimeOffset _started;
    private Guid _callId;

    /// <summary>Made when somebody asks: most calls have neither a ledger nor a result that names it, and randomness costs a system call.</summary>
    public Guid CallId => _callId != Guid.Empty ? _callId : _callId = Guid.CreateVersion7(_started);

    public void Start()
    {
        _started = call.Router.TimeProvider.GetUtcNow();
        _callId = Guid.Empty;
        _callActivity = RouterTracing.StartCall(call.Task);
    }

    public void StartAttempt(Candidate candidate) => _attemptActivity = RouterTracing.StartAttempt(_callActivity, candidate);

    /// <summary>Attempts from now on are children of another call's span: the hedge runs them on that call's behalf.</summary>
    public void Attach(CallMeter owner) => _callActivity = owner._callActivity;

    public void Detach() => _callActivity = _attemptActivity = null;

    public void EndAttempt(in Attempt attempt)
    {
        call.Router.Metrics.RecordAttempt(call.Task.Id, attempt);
        RouterTracing.EndAttempt(_attemptActivity, attempt);
        _attemptActivity = null;
    }

    public void End()
    {
        var attempts = call.Attempts.Span;
        var record = new CallRecord
        {
            CallId = call.Router.Ledger is null ? _callId : CallId,
            Started = _started,
            Task = call.Task.Id,
            Tier = call.Route.Tier,
            Outcome = call.Failure != default ? call.Failure : attempts.IsEmpty ? Outcome.Cancelled : attempts[^1].Outcome,
            Cost = Money.ToUsd(call.Attempts.CostNanoUsd),
            Duration = call.Clock.Elapsed,
            FirstToken = call.FirstToken,
        };

        call.Router.Metrics.RecordCall(record, attempts);
        RouterTracing.EndCall(_callActivity, record, attempts);
        _callActivity = null;
        try
        {
            call.Router.Ledger?.Record(record, attempts);
        }
        catch (Exception exception)
        {
            // A ledger must not throw; one that does takes nobody's answer away.
            call.Router.Log.LedgerFailed(record.CallId, exception.GetType().FullName);
        }
    }
}
