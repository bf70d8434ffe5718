using Microsoft.Extensions.AI;

namespace Switchyard;

/// <summary>Converts finish reasons. One that is not known stands for an error, as official clients take it.</summary>
internal static class ChatFinish
{
    public static FinishReason Of(ChatFinishReason? reason, bool hasCalls) => reason switch
    {
        null => FinishReason.None,
        _ when reason == ChatFinishReason.Stop => hasCalls ? FinishReason.ToolCalls : FinishReason.Stop,
        _ when reason == ChatFinishReason.Length => FinishReason.Length,
        _ when reason == ChatFinishReason.ToolCalls || reason.Value.Value == "function_call" => FinishReason.ToolCalls,
        _ when reason == ChatFinishReason.ContentFilter => FinishReason.ContentFilter,
        _ => FinishReason.None,
    };

    public static string NameOf(FinishReason reason) => reason switch
    {
        FinishReason.Length => "length",
        FinishReason.ToolCalls => "tool_calls",
        FinishReason.ContentFilter => "content_filter",
        _ => "stop",
    };
}
