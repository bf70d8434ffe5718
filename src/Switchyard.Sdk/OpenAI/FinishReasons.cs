using System.Text.Json;

namespace Switchyard.Sdk;

/// <summary>What the vendors call the reasons for which a model stops.</summary>
internal static class FinishReasons
{
    /// <summary>Reads the reason at a string token.</summary>
    /// <returns>The reason, whether it stands for an error, and the canonical name if the vendor's differs from it.</returns>
    public static (FinishReason Reason, bool IsError, string? Canonical) Read(ref Utf8JsonReader reader) => reader switch
    {
        _ when reader.ValueTextEquals("stop"u8) => (FinishReason.Stop, false, null),
        _ when reader.ValueTextEquals("length"u8) => (FinishReason.Length, false, null),
        _ when reader.ValueTextEquals("tool_calls"u8) => (FinishReason.ToolCalls, false, null),
        _ when reader.ValueTextEquals("function_call"u8) => (FinishReason.ToolCalls, false, null),
        _ when reader.ValueTextEquals("content_filter"u8) => (FinishReason.ContentFilter, false, null),
        _ => ReadUnusual(reader.GetString()!),
    };

    private static (FinishReason Reason, bool IsError, string? Canonical) ReadUnusual(string text) => text.ToLowerInvariant() switch
    {
        "error" or "insufficient_system_resource" or "malformed_function_call" => (FinishReason.None, true, null),
        "model_length" or "max_tokens" => (FinishReason.Length, false, "length"),
        "safety" or "recitation" or "blocklist" or "prohibited_content" or "spii" => (FinishReason.ContentFilter, false, "content_filter"),
        "tool_use" => (FinishReason.ToolCalls, false, "tool_calls"),

        // The model ended by itself under a name of the vendor's own, such as "eos": official clients throw on names they do not know.
        _ => (FinishReason.Stop, false, "stop"),
    };
}
