namespace Switchyard;

/// <summary>Where it is written what was spent: one row for each call, one for each of its attempts.</summary>
public interface ILedger
{
    /// <summary>Takes in a call that has ended, before its caller goes on. Called on the thread that ended it, from several at once: it must be quick and must not throw.</summary>
    /// <param name="call">The call.</param>
    /// <param name="attempts">Its attempts in order; valid only during this call.</param>
    void Record(in CallRecord call, ReadOnlySpan<Attempt> attempts);

    /// <summary>
    /// Puts what a call came to in the place of what was recorded of it. A call is recorded as soon as its caller has the answer; an attempt of it that
    /// was given up for a faster one may end up to a second later, and only then is known what it took and cost. Until then it stands there with its input
    /// estimated. Called like <see cref="Record"/>, at most once for a call and after it. A ledger that does nothing here, as by default, keeps the estimate.
    /// </summary>
    /// <param name="call">The call, with the same <see cref="CallRecord.CallId"/> and <see cref="CallRecord.Started"/>.</param>
    /// <param name="attempts">Its attempts in order, as many as before; valid only during this call.</param>
    void Correct(in CallRecord call, ReadOnlySpan<Attempt> attempts)
    {
    }
}
