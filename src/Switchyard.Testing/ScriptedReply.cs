namespace Switchyard.Testing;

/// <summary>What a <see cref="ScriptedProvider"/> does with one request.</summary>
public sealed record ScriptedReply
{
    /// <summary>How the attempt ends. Default <see cref="Outcome.Completed"/>.</summary>
    public Outcome Outcome { get; init; } = Outcome.Completed;

    /// <summary>The answer's text, delivered as one piece, or in a stream before the end that <see cref="Outcome"/> names. Default empty.</summary>
    public IReadOnlyList<string> Pieces { get; init; } = [];

    /// <summary>The whole canonical reply as JSON, instead of one made of <see cref="Pieces"/>. Not for streams.</summary>
    public string? Json { get; init; }

    /// <summary>The HTTP status. Default: 200 for a completed attempt, otherwise 0.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>How long the provider asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The tokens used. Default: none reported.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>Why the model stopped. Default <see cref="Switchyard.FinishReason.Stop"/> for a completed attempt.</summary>
    public FinishReason? FinishReason { get; init; }

    /// <summary>The provider's text about a failure.</summary>
    public string? Detail { get; init; }

    /// <summary>How long the provider thinks before the answer, or before each piece of a stream. Default: no time, but never synchronously.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>After how many pieces a stream goes silent until it is cancelled; <see langword="null"/> for never. 0 also silences a call.</summary>
    public int? SilentAfter { get; init; }

    /// <summary>An exception to throw, as a provider must not.</summary>
    public Exception? Throws { get; init; }

    /// <summary>An answer with this text.</summary>
    /// <param name="pieces">The text; several pieces are chunks of a stream.</param>
    /// <returns>The reply.</returns>
    public static ScriptedReply Answer(params string[] pieces) => new() { Pieces = pieces };

    /// <summary>A failure.</summary>
    /// <param name="outcome">How the attempt ends.</param>
    /// <param name="httpStatus">The HTTP status, or 0.</param>
    /// <returns>The reply.</returns>
    public static ScriptedReply Failure(Outcome outcome, int httpStatus = 0) => new() { Outcome = outcome, HttpStatus = httpStatus };

    /// <summary>Silence until the attempt is cancelled.</summary>
    /// <returns>The reply.</returns>
    public static ScriptedReply Silence() => new() { SilentAfter = 0 };
}
