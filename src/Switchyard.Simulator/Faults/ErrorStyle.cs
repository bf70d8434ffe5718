namespace Switchyard.Simulator;

/// <summary>The shape of an error body.</summary>
public enum ErrorStyle
{
    /// <summary><c>{"error":{"message","type","param","code"}}</c>.</summary>
    OpenAI,

    /// <summary>Mistral's <c>{"object":"error","message","type","param","code"}</c>.</summary>
    Flat,

    /// <summary>Anthropic's <c>{"type":"error","error":{"type","message"},"request_id"}</c>, with Anthropic's type for the status.</summary>
    Anthropic,

    /// <summary>A proxy's HTML page.</summary>
    Html,

    /// <summary>No body.</summary>
    Empty,
}
