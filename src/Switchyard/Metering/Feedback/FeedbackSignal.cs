namespace Switchyard;

/// <summary>Where a piece of feedback comes from.</summary>
public enum FeedbackSignal
{
    /// <summary>Somebody judged the answer and said so with <see cref="Router.Report"/>: a person's thumb, a test, a grader.</summary>
    Reported = 0,

    /// <summary>The answer could not be read as what was asked for: its schema did not fit. Scores 0 for the model that gave it.</summary>
    InvalidReply = 1,

    /// <summary>The same model was asked again. Says nothing of its answers, so it has no score.</summary>
    Retried = 2,

    /// <summary>Another model was asked instead. Says nothing of answers, so it has no score.</summary>
    FailedOver = 3,
}
