namespace Switchyard;

/// <summary>A stream broke off after a part of the answer had been delivered.</summary>
public sealed class TruncatedException : RoutingException
{
    /// <summary>A broken stream.</summary>
    /// <param name="message">One sentence.</param>
    /// <param name="outcome">How the attempt ended that broke off.</param>
    /// <param name="httpStatus">The status that tells a client best what to do.</param>
    /// <param name="attempts">Every attempt in order.</param>
    /// <param name="partialText">The text that was delivered.</param>
    /// <param name="usage">The tokens that the provider reported for it.</param>
    public TruncatedException(
        string message, Outcome outcome, int httpStatus, IReadOnlyList<Attempt> attempts, string partialText, TokenUsage usage = default)
        : base(message, outcome, httpStatus, attempts)
    {
        PartialText = partialText;
        Usage = usage;
    }

    /// <summary>The text that was delivered before the stream broke off.</summary>
    public string PartialText { get; }

    /// <summary>The tokens that the provider reported before the stream broke off; most report them only at the end.</summary>
    public TokenUsage Usage { get; }
}
