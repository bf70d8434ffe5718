namespace Switchyard;

/// <summary>Brings feedback to those who keep it: a ledger that can, and the file that <c>switchyard train</c> learns from.</summary>
internal sealed class FeedbackDesk(RouterOptions options, RouterLog log)
{
    [ThreadStatic]
    private static Utf8Buffer? s_prompt;

    private readonly IFeedbackLedger? _ledger = options.Ledger as IFeedbackLedger;
    private readonly FeedbackFile? _file = options.FeedbackFile;
    private int _hasLost;

    /// <summary>Whether calls need an identity because of it.</summary>
    public bool IsOpen => _ledger is not null || _file is not null;

    public bool Report(Guid callId, double score)
    {
        if (_ledger is not null)
            Tell(new() { CallId = callId, At = options.TimeProvider.GetUtcNow(), Signal = FeedbackSignal.Reported, Score = score });
        if (_file is not null)
            Write(FeedbackLine.OfReport(callId, score));
        return IsOpen;
    }

    /// <summary>What is kept of a call's prompt; <see langword="null"/> if nobody keeps it, or nobody was asked.</summary>
    public string? FeaturesOf(Call call)
    {
        if ((_file is null && _ledger is not { TakesFeatures: true }) || call.Attempts.Span.IsEmpty)
            return null;

        var prompt = ReadPrompt(call);
        return prompt.Length > 0 ? PromptFeatures.Of(prompt.Span, call.Classifier.Model).Pack() : null;
    }

    public void End(Call call, in CallRecord record)
    {
        var attempts = call.Attempts.Span;
        if (_ledger is not null)
            TellSignals(record.CallId, attempts);
        if (_file is not null && record.Features is not null)
            Write(FeedbackLine.OfCall(record, attempts, _file.StoresPrompts ? ReadPrompt(call).Span.ToArray() : null));
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

    private static Utf8Buffer ReadPrompt(Call call)
    {
        var prompt = s_prompt ??= new();
        prompt.Clear();
        call.ReadPrompt(prompt);
        return prompt;
    }

    private void Write(byte[] line)
    {
        _file!.Add(line);

        // Said once: a disk that is full stays so for a while. How many it were, the file knows.
        if (_file.Lost > 0 && Interlocked.Exchange(ref _hasLost, 1) == 0)
            log.FeedbackLost(_file.Path);
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
