namespace Switchyard;

/// <summary>Where it is written what was spent: one row for each call, one for each of its attempts.</summary>
public interface ILedger
{
    /// <summary>Takes in a call that has ended. Called on the thread that ended it, from several at once: it must be quick and must not throw.</summary>
    /// <param name="call">The call.</param>
    /// <param name="attempts">Its attempts in order; valid only during this call.</param>
    void Record(in CallRecord call, ReadOnlySpan<Attempt> attempts);
}
