using System.Text.Json;

namespace Switchyard.Testing;

/// <summary>Writes canonical replies and chunks.</summary>
internal static class ScriptedJson
{
    public static string Completion(string model, string text, FinishReason finish) =>
        $$"""{"id":"scripted","object":"chat.completion","created":0,"model":{{Quote(model)}},"choices":[{"index":0,"message":{"role":"assistant","content":{{Quote(text)}},"refusal":null},"finish_reason":{{Quote(Name(finish))}}}]}""";

    public static string RoleChunk(string model) => Chunk(model, """{"role":"assistant","content":""}""", "null");

    public static string TextChunk(string model, string text) => Chunk(model, $$"""{"content":{{Quote(text)}}}""", "null");

    public static string FinishChunk(string model, FinishReason finish) => Chunk(model, "{}", Quote(Name(finish)));

    private static string Chunk(string model, string delta, string finish) =>
        $$"""{"id":"scripted","object":"chat.completion.chunk","created":0,"model":{{Quote(model)}},"choices":[{"index":0,"delta":{{delta}},"finish_reason":{{finish}}}]}""";

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static string Name(FinishReason finish) => finish switch
    {
        FinishReason.Length => "length",
        FinishReason.ToolCalls => "tool_calls",
        FinishReason.ContentFilter => "content_filter",
        _ => "stop",
    };
}
