namespace Switchyard;

/// <summary>A ledger that also keeps what became known about answers. A router's <see cref="ILedger"/> is asked whether it is one.</summary>
public interface IFeedbackLedger
{
    /// <summary>
    /// Whether calls come with their <see cref="CallRecord.Features"/>: what a report needs to be learned from. Reading them takes some microseconds and
    /// some hundred bytes a call. Default <see langword="false"/>.
    /// </summary>
    bool TakesFeatures => false;

    /// <summary>Takes in one piece of feedback. Called on the caller's thread: it must be quick and must not throw.</summary>
    /// <param name="feedback">The feedback. A later report about the same call replaces an earlier one.</param>
    void Record(in Feedback feedback);
}
