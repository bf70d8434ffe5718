namespace Switchyard.Simulator;

/// <summary>One model that the server offers: how fast, how dear, how able it is, and what it answers.</summary>
public sealed class SimulatedModel
{
    /// <summary>The id that requests name in <c>model</c>, such as <c>gpt-6-luna</c>. Not empty.</summary>
    public required string Id { get; init; }

    /// <summary>The id that replies carry, for vendors that answer with a dated snapshot; <see langword="null"/> for <see cref="Id"/>.</summary>
    public string? Snapshot { get; init; }

    /// <summary>The time from the request to the first token. Zero or more; response headers come with the first token.</summary>
    public TimeSpan FirstTokenLatency { get; init; }

    /// <summary>The time per token after the first (the inverse of tokens per second). Zero or more; zero is as fast as the socket takes it.</summary>
    public TimeSpan TokenInterval { get; init; }

    /// <summary>What the server books for a request. The default is free of charge.</summary>
    public SimulatedPrices Prices { get; init; } = new();

    /// <summary>Tokens of prompt and requested answer together; more is refused with 400 <c>context_length_exceeded</c>. Above zero.</summary>
    public int ContextWindow { get; init; } = 128_000;

    /// <summary>The longest answer in tokens, also when the request sets no limit. Above zero.</summary>
    public int MaxOutputTokens { get; init; } = 16_384;

    /// <summary>What a request may ask for; anything else is refused with 400.</summary>
    public SimulatedCapabilities Capabilities { get; init; } = SimulatedCapabilities.All;

    /// <summary>Names of top-level request parameters that this model refuses with 400 <c>unsupported_parameter</c>.</summary>
    public IReadOnlyCollection<string> UnsupportedParameters { get; init; } = [];

    /// <summary>
    /// Scripts the answers: the text for a request, or <see langword="null"/> for the stand-in. Where a tool is called the text is the call's
    /// arguments. It runs on the server's threads, several at once; an exception is answered with 500.
    /// </summary>
    public Func<SimulatedRequest, string?>? Answer { get; init; }

    /// <summary>
    /// Scripts which of <see cref="SimulatedRequest.Tools"/> the model calls where the request leaves it the choice; <see langword="null"/> to
    /// answer with text, which is also what a model without this script does. Same rules as for <see cref="Answer"/>.
    /// </summary>
    public Func<SimulatedRequest, string?>? ToolChoice { get; init; }

    /// <summary>The least length of a stand-in text, in tokens. Zero or more.</summary>
    public int AnswerTokens { get; init; } = 40;

    /// <summary>Tokens of hidden reasoning before each answer: they take time, are billed as output and count against the limit. Zero or more.</summary>
    public int ReasoningTokens { get; init; }

    /// <summary>
    /// The length of the vectors of an embedding model, which answers nothing else; <see langword="null"/> for a model that chats. Above zero.
    /// Vectors are made of the text's words alone: the same text has the same vector, and texts that share words are near each other.
    /// </summary>
    public int? EmbeddingDimensions { get; init; }

    /// <summary>The requests and tokens allowed per window and key; <see langword="null"/> for no limit and no rate-limit headers.</summary>
    public SimulatedRateLimit? RateLimit { get; init; }

    /// <summary>How the prompt cache behaves; <see langword="null"/> for none.</summary>
    public SimulatedPromptCache? PromptCache { get; init; } = new();

    /// <summary>Requests served at the same time; one more is refused with 503. <see langword="null"/> for no limit.</summary>
    public int? MaxConcurrency { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Id);
        ArgumentOutOfRangeException.ThrowIfLessThan(FirstTokenLatency, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(TokenInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ContextWindow);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxOutputTokens);
        ArgumentOutOfRangeException.ThrowIfNegative(AnswerTokens);
        ArgumentOutOfRangeException.ThrowIfNegative(ReasoningTokens);
        if (MaxConcurrency is { } most)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most, nameof(MaxConcurrency));
        if (EmbeddingDimensions is { } length)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length, nameof(EmbeddingDimensions));
        RateLimit?.Validate();
        PromptCache?.Validate();
    }
}
