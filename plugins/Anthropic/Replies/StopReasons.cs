using Switchyard.Sdk;

namespace Switchyard.Provider.Anthropic;

/// <summary>What this wire calls the reasons for which a model stops.</summary>
internal static class StopReasons
{
    public static FinishReason Read(JsonSlice reason) => reason switch
    {
        { IsString: false } => FinishReason.None,
        _ when reason.Is("tool_use"u8) => FinishReason.ToolCalls,
        _ when reason.Is("refusal"u8) => FinishReason.ContentFilter,

        // A pause is of the vendor's own tools, which are never asked for; in any case more would have followed.
        _ when reason.Is("max_tokens"u8) || reason.Is("model_context_window_exceeded"u8) || reason.Is("pause_turn"u8) => FinishReason.Length,
        _ => FinishReason.Stop,
    };

    /// <summary>What the vendor says about a refusal.</summary>
    public static string? Explain(JsonSlice holder) =>
        holder["stop_details"u8]["explanation"u8].GetString() ?? holder["stop_details"u8]["category"u8].GetString();
}
