using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>A valid request, as the server read it; of an embeddings request each input is a user message. Given to <see cref="SimulatedModel.Answer"/>.</summary>
public sealed class SimulatedRequest
{
    /// <summary>The id of the model asked for.</summary>
    public required string Model { get; init; }

    /// <summary>The messages in order; at least one.</summary>
    public required IReadOnlyList<SimulatedMessage> Messages { get; init; }

    /// <summary>The whole request.</summary>
    public required JsonElement Body { get; init; }

    /// <summary>The text of the last user message, or empty.</summary>
    public string Prompt => Messages.LastOrDefault(m => m.Role == "user")?.Text ?? "";

    /// <summary>The texts of all system and developer messages, one per line, or empty.</summary>
    public string System => string.Join('\n', Messages.Where(m => m.Role is "system" or "developer").Select(m => m.Text));

    /// <summary>Whether a stream is asked for.</summary>
    public bool IsStream { get; init; }

    /// <summary>The limit for the answer in tokens (<c>max_completion_tokens</c> or <c>max_tokens</c>), if any. Above zero.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>The JSON schema that the answer must fit, if one is asked for.</summary>
    public JsonElement? Schema { get; init; }

    /// <summary>The name of <see cref="Schema"/>, if there is one.</summary>
    public string? SchemaName { get; init; }

    /// <summary>The names of the tools on offer.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>The tool that the request forces the model to call, if it does.</summary>
    public string? RequiredTool { get; init; }

    /// <summary>The tokens of the prompt by <see cref="SimulatedTokens"/>: text, schema and tools, and 4 for each message, 3 for the reply, 85 for each image.</summary>
    public int InputTokens { get; init; }

    // Of each of the tools, in the same order; absent for a tool without parameters.
    internal IReadOnlyList<JsonElement?> ToolParameters { get; init; } = [];

    // Set if vectors are asked for instead of an answer.
    internal EmbeddingInputs? Embedding { get; init; }

    // Whether the prompt cache looks at it: some wires cache only what is marked.
    internal bool UsesCache { get; init; } = true;

    internal bool MayCallTools { get; init; }

    internal bool IsJsonObject { get; init; }

    internal bool HasImages { get; init; }

    internal bool IncludeUsage { get; init; }

    internal bool IncludeObfuscation { get; init; }

    internal IReadOnlyList<string> Stop { get; init; } = [];
}
