namespace Switchyard.Sdk;

/// <summary>The canonical names of finish reasons, as JSON.</summary>
internal static class FinishNames
{
    public static ReadOnlySpan<byte> Json(FinishReason reason) => reason switch
    {
        FinishReason.Stop => "\"stop\""u8,
        FinishReason.Length => "\"length\""u8,
        FinishReason.ToolCalls => "\"tool_calls\""u8,
        FinishReason.ContentFilter => "\"content_filter\""u8,
        _ => "null"u8,
    };
}
