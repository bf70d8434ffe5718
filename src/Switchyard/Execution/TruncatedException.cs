namespace Switchyard;

/// <summary>A stream broke off after a part of the answer had been delivered.</summary>
public sealed class TruncatedException : RoutingException
{
    /// <summary>A broken stream.</summary>
    /// <param name="message">One sentence.</param>
    /// <param name="outcome">How the last attempt ended.</param>
    /// <param name="httpStatus">The status that tells a client best what to do.</param>
    /// <param name="attempts">Every attempt in order.</param>
    /// <param name="partialText">The text that was delivered.</param>
    public TruncatedException(string message, Outcome outcome, int httpStatus, IReadOnlyList<Attempt> attempts, string partialText)
        : base(message, outcome, httpStatus, attempts) => PartialText = partialText;

    /// <summary>The text that was delivered before the stream broke off.</summary>
    public string PartialText { get; }
}
