namespace Switchyard.Simulator;

/// <summary>The shape of an error body.</summary>
public enum ErrorStyle
{
    /// <summary><c>{"error":{"message","type","param","code"}}</c>; on another wire, that wire's own shape.</summary>
    OpenAI,

    /// <summary>Mistral's <c>{"object":"error","message","type","param","code"}</c>.</summary>
    Flat,

    /// <summary>Anthropic's <c>{"type":"error","error":{"type","message"},"request_id"}</c>, with Anthropic's type for the status.</summary>
    Anthropic,

    /// <summary>A proxy's HTML page.</summary>
    Html,

    /// <summary>No body.</summary>
    Empty,

    /// <summary>Google's <c>{"error":{"code","message","status","details"}}</c>, with Google's status name, and the time to wait in the details.</summary>
    Google,

    /// <summary>Ollama's <c>{"error":"…"}</c>.</summary>
    Ollama,
}
