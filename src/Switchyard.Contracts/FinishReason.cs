namespace Switchyard;

/// <summary>Why the model stopped, in the terms of the canonical form (OpenAI chat completions).</summary>
public enum FinishReason : byte
{
    /// <summary>No finish reason was given: the answer is not complete.</summary>
    None = 0,

    /// <summary><c>stop</c>: the answer is complete. Also of every embeddings reply.</summary>
    Stop = 1,

    /// <summary><c>length</c>: the answer reached the token limit. Not a failure, but not a complete structured answer.</summary>
    Length = 2,

    /// <summary><c>tool_calls</c>: the model asks for tools to be called.</summary>
    ToolCalls = 3,

    /// <summary><c>content_filter</c>: the provider cut the answer off.</summary>
    ContentFilter = 4,
}
