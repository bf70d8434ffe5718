namespace Switchyard;

/// <summary>A call failed: no candidate answered. Says which attempts were made and how each one ended.</summary>
public class RoutingException : Exception
{
    /// <summary>A failed call.</summary>
    /// <param name="message">One sentence: what failed and how to mend it. Holds no provider's text.</param>
    /// <param name="outcome">The outcome that ended the call.</param>
    /// <param name="httpStatus">The status that tells a client best what to do.</param>
    /// <param name="attempts">Every attempt in order; empty if there was nobody to ask.</param>
    public RoutingException(string message, Outcome outcome, int httpStatus, IReadOnlyList<Attempt> attempts)
        : base(message)
    {
        Outcome = outcome;
        HttpStatus = httpStatus;
        Attempts = attempts;
    }

    /// <summary>The outcome that ended the call.</summary>
    public Outcome Outcome { get; }

    /// <summary>The HTTP status that tells a client best what to do: 429 and 503 may be repeated, 400 and 502 may not.</summary>
    public int HttpStatus { get; }

    /// <summary>
    /// The failure as a word for programs, as in the <c>code</c> of an OpenAI error: <c>rate_limit_exceeded</c>, <c>context_length_exceeded</c>,
    /// <c>upstream_credentials_exhausted</c> (no key of ours was accepted), …
    /// </summary>
    public string Code => FailoverTable.For(Outcome).ClientCode;

    /// <summary>Every attempt in order; empty if there was nobody to ask.</summary>
    public IReadOnlyList<Attempt> Attempts { get; }
}
