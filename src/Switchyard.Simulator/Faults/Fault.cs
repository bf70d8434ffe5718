namespace Switchyard.Simulator;

/// <summary>
/// One way in which a reply goes wrong. Make it with a factory method; vary it with <see langword="with"/>:
/// <c>Fault.Status(429) with { RetryAfter = TimeSpan.FromSeconds(2), RetryAfterForm = RetryAfterForm.HttpDate }</c>.
/// </summary>
public sealed record Fault
{
    private Fault(FaultKind kind) => Kind = kind;

    /// <summary>What goes wrong.</summary>
    public FaultKind Kind { get; }

    /// <summary>The HTTP status of <see cref="FaultKind.Status"/>; 200 for the others.</summary>
    public int HttpStatus { get; private init; } = 200;

    /// <summary>The error's text; <see langword="null"/> for a usual one.</summary>
    public string? Message { get; init; }

    /// <summary>The error's type; <see langword="null"/> for the usual one.</summary>
    public string? Type { get; init; }

    /// <summary>The error's code; <see langword="null"/> for the usual one.</summary>
    public string? Code { get; init; }

    /// <summary>The shape of the error body.</summary>
    public ErrorStyle Style { get; init; }

    /// <summary>How long the client is asked to wait; <see langword="null"/> to say nothing. Zero or more.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The header that carries <see cref="RetryAfter"/>.</summary>
    public RetryAfterForm RetryAfterForm { get; init; } = RetryAfterForm.Seconds;

    /// <summary>The tokens of a stream that are served soundly first; at most all of them. A reply in one piece is disturbed half-way.</summary>
    public int AfterTokens { get; private init; }

    /// <summary>How a reply that breaks off ends.</summary>
    public CutKind Ending { get; private init; }

    /// <summary>The delay or the interval; see the factory method.</summary>
    public TimeSpan Delay { get; private init; }

    /// <summary>How long keep-alives go on before the answer; <see langword="null"/> for ever.</summary>
    public TimeSpan? Duration { get; private init; }

    /// <summary>The finish reason of <see cref="FaultKind.FinishReason"/>.</summary>
    public string? Finish { get; private init; }

    /// <summary>The bytes per write of <see cref="FaultKind.Dribble"/>.</summary>
    public int FragmentBytes { get; private init; } = 1;

    internal bool HeadersFirst { get; private init; }

    internal bool LosesText { get; private init; }

    internal bool SendsDone { get; private init; }

    /// <summary>An HTTP error with the body that is usual for it.</summary>
    /// <param name="status">The status, 400 to 599. 529 comes in Anthropic's style.</param>
    /// <param name="delay">How long the error takes to come, as a gateway's timeout does. Zero or more.</param>
    /// <returns>The fault.</returns>
    public static Fault Status(int status, TimeSpan delay = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        return new(FaultKind.Status) { HttpStatus = status, Delay = delay, Style = status == 529 ? ErrorStyle.Anthropic : ErrorStyle.OpenAI };
    }

    /// <summary>429 that waiting does not help: the money is gone.</summary>
    /// <returns>The fault.</returns>
    public static Fault InsufficientQuota() => Status(429) with
    {
        Code = "insufficient_quota",
        Type = "insufficient_quota",
        Message = "You exceeded your current quota, please check your plan and billing details.",
    };

    /// <summary>400 because the content policy stopped the request.</summary>
    /// <returns>The fault.</returns>
    public static Fault ContentFiltered() => Status(400) with
    {
        Code = "content_policy_violation",
        Message = "The request was stopped by the content policy.",
    };

    /// <summary>Resets the connection (RST) before any header.</summary>
    /// <returns>The fault.</returns>
    public static Fault Reset() => new(FaultKind.Reset);

    /// <summary>Takes the request and never answers; ends when the client gives up or the server stops.</summary>
    /// <param name="afterHeaders">Whether the response headers are still sent.</param>
    /// <returns>The fault.</returns>
    public static Fault Silence(bool afterHeaders = false) => new(afterHeaders ? FaultKind.SilenceAfterHeaders : FaultKind.Silence);

    /// <summary>Adds a delay before the first token.</summary>
    /// <param name="delay">The delay, on top of the model's own latency. Zero or more.</param>
    /// <param name="headersFirst">Whether the headers, and in a stream the role-only chunk, come before the delay.</param>
    /// <returns>The fault.</returns>
    public static Fault SlowFirstToken(TimeSpan delay, bool headersFirst = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new(FaultKind.SlowFirstToken) { Delay = delay, HeadersFirst = headersFirst };
    }

    /// <summary>Breaks the reply off without a finish reason.</summary>
    /// <param name="tokens">The tokens of a stream that come before. Zero or more.</param>
    /// <param name="ending">How the connection ends.</param>
    /// <returns>The fault.</returns>
    public static Fault CutAfter(int tokens, CutKind ending = CutKind.Reset) =>
        new(FaultKind.Cut) { AfterTokens = NotNegative(tokens), Ending = ending };

    /// <summary>Stops in the middle of the reply and keeps the connection open until the client gives up.</summary>
    /// <param name="tokens">The tokens of a stream that come before. Zero or more.</param>
    /// <returns>The fault.</returns>
    public static Fault StallAfter(int tokens) => new(FaultKind.Stall) { AfterTokens = NotNegative(tokens) };

    /// <summary>Sends one chunk that is not JSON and goes on soundly; a reply in one piece is cut-off JSON under a correct length.</summary>
    /// <param name="afterTokens">The tokens of a stream that come before. Zero or more.</param>
    /// <param name="losesText">Whether the bad chunk stands in the place of a token, so that text is missing, or is one too many.</param>
    /// <returns>The fault.</returns>
    public static Fault MalformedChunk(int afterTokens = 0, bool losesText = true) =>
        new(FaultKind.Malformed) { AfterTokens = NotNegative(afterTokens), LosesText = losesText };

    /// <summary>Leaves out <c>[DONE]</c>. No effect on a reply in one piece.</summary>
    /// <returns>The fault.</returns>
    public static Fault NoDone() => new(FaultKind.NoDone);

    /// <summary>An error body under status 200; in a stream as a chunk, after which the stream ends.</summary>
    /// <param name="afterTokens">The tokens of a stream that come before. Zero or more.</param>
    /// <param name="ending">How the stream ends after the error.</param>
    /// <returns>The fault; its text is that of a status 500 unless <see cref="Type"/>, <see cref="Code"/> or <see cref="Message"/> are set.</returns>
    public static Fault ErrorInBody(int afterTokens = 0, CutKind ending = CutKind.EndResponse) =>
        new(FaultKind.ErrorInBody) { AfterTokens = NotNegative(afterTokens), Ending = ending };

    /// <summary>Status 200 with no chunk, or with an empty body.</summary>
    /// <param name="sendsDone">Whether a stream still says <c>[DONE]</c>.</param>
    /// <returns>The fault.</returns>
    public static Fault ZeroChunks(bool sendsDone = false) => new(FaultKind.ZeroChunks) { SendsDone = sendsDone };

    /// <summary>A whole answer with an unusual finish reason.</summary>
    /// <param name="reason">The reason, such as <c>error</c> or <c>insufficient_system_resource</c>; <see langword="null"/> for none.</param>
    /// <returns>The fault.</returns>
    public static Fault FinishReason(string? reason) => new(FaultKind.FinishReason) { Finish = reason };

    /// <summary>Sends keep-alives: SSE comments in a stream, blank lines otherwise.</summary>
    /// <param name="interval">The time between two of them. Above zero.</param>
    /// <param name="duration">How long until the sound answer follows; <see langword="null"/> for never.</param>
    /// <returns>The fault.</returns>
    public static Fault KeepAlives(TimeSpan interval, TimeSpan? duration = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        return new(FaultKind.KeepAlives) { Delay = interval, Duration = duration };
    }

    /// <summary>Sends a sound reply in fragments that respect no boundary, not even that of a UTF-8 character.</summary>
    /// <param name="fragmentBytes">The bytes per fragment. Above zero.</param>
    /// <param name="interval">The time between two fragments. Zero or more.</param>
    /// <returns>The fault.</returns>
    public static Fault Dribble(int fragmentBytes, TimeSpan interval = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fragmentBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.Zero);
        return new(FaultKind.Dribble) { FragmentBytes = fragmentBytes, Delay = interval };
    }

    private static int NotNegative(int tokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tokens);
        return tokens;
    }
}
