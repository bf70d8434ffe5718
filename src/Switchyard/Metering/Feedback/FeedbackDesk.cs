namespace Switchyard;

/// <summary>Brings feedback to those who keep it: a ledger that can, and the file that <c>switchyard train</c> learns from.</summary>
internal sealed class FeedbackDesk(RouterOptions options, RouterLog log)
{
    [ThreadStatic]
    private static Utf8Buffer? s_prompt;

    private readonly IFeedbackLedger? _ledger = options.Ledger as IFeedbackLedger;
    private readonly FeedbackFile? _file = options.FeedbackFile;

    /// <summary>Whether calls need an identity because of it.</summary>
    public bool IsOpen => _ledger is not null || _file is not null;

    public bool Report(Guid callId, double score)
    {
        if (_ledger is not null)
            Tell(new() { CallId = callId, At = options.TimeProvider.GetUtcNow(), Signal = FeedbackSignal.Reported, Score = score });
        _file?.Add(FeedbackLine.OfReport(callId, score));
        return IsOpen;
    }

    public void End(Call call, in CallRecord record)
    {
        var attempts = call.Attempts.Span;
        if (_ledger is not null)
            TellSignals(record.CallId, attempts);
        if (_file is not null && !attempts.IsEmpty)
            Write(call, record, attempts);
    }

    private void TellSignals(Guid callId, ReadOnlySpan<Attempt> attempts)
    {
        for (var index = 0; index < attempts.Length; index++)
        {
            ref readonly var attempt = ref attempts[index];
            if (attempt.Outcome == Outcome.InvalidReply)
                Tell(Signal(FeedbackSignal.InvalidReply, attempt.Model, 0));
            if (index + 1 < attempts.Length)
                Tell(Signal(attempts[index + 1].Model == attempt.Model ? FeedbackSignal.Retried : FeedbackSignal.FailedOver, attempt.Model, null));
        }

        Feedback Signal(FeedbackSignal signal, string model, double? score) =>
            new() { CallId = callId, At = options.TimeProvider.GetUtcNow(), Signal = signal, Model = model, Score = score };
    }

    private void Write(Call call, in CallRecord record, ReadOnlySpan<Attempt> attempts)
    {
        var prompt = s_prompt ??= new();
        prompt.Clear();
        call.ReadPrompt(prompt);
        if (prompt.Length > 0)
            _file!.Add(FeedbackLine.OfCall(record, attempts, prompt.Span, call.Classifier, _file.StoresPrompts));
    }

    private void Tell(in Feedback feedback)
    {
        try
        {
            _ledger!.Record(feedback);
        }
        catch (Exception exception)
        {
            // As with calls: a ledger that throws takes nobody's answer away.
            log.FeedbackFailed(feedback.CallId, exception.GetType().FullName);
        }
    }
}
