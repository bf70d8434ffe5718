namespace Switchyard;

/// <summary>What became known about the answer of a call. Holds no prompt and no answer.</summary>
public readonly record struct Feedback
{
    /// <summary>The call, as in <see cref="CallRecord.CallId"/> and <see cref="RoutedResult{T}.CallId"/>.</summary>
    public required Guid CallId { get; init; }

    /// <summary>When it became known, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it comes from.</summary>
    public required FeedbackSignal Signal { get; init; }

    /// <summary>
    /// The full id of the model it is about; for <see cref="FeedbackSignal.FailedOver"/> the one that was left. <see langword="null"/> for a
    /// report, which is about the model that answered.
    /// </summary>
    public string? Model { get; init; }

    /// <summary>How good the answer was, 0 (useless) to 1 (as good as can be); <see langword="null"/> for a signal that does not say.</summary>
    public double? Score { get; init; }
}
