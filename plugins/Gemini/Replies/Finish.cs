using Switchyard.Sdk;

namespace Switchyard.Provider.Gemini;

/// <summary>How an answer ended.</summary>
/// <param name="Reason">Why the model stopped.</param>
/// <param name="IsError">Whether that stands for an error.</param>
/// <param name="Text">What the vendor says about it, unless the model was simply done.</param>
internal readonly record struct Finish(FinishReason Reason, bool IsError, string? Text)
{
    /// <summary>Reads the end of a candidate, or of a prompt that was not let through; no reason if there is neither.</summary>
    public static Finish Read(JsonSlice reply, JsonSlice candidate, bool hasCalls)
    {
        var block = reply["promptFeedback"u8]["blockReason"u8];
        if (block.IsString)
            return new(FinishReason.ContentFilter, false, reply["promptFeedback"u8]["blockReasonMessage"u8].GetString() ?? block.GetString());

        var name = candidate["finishReason"u8].GetString();
        var text = candidate["finishMessage"u8].GetString() ?? name;
        return name switch
        {
            null => default,
            "STOP" => new(hasCalls ? FinishReason.ToolCalls : FinishReason.Stop, false, null),
            "MAX_TOKENS" => new(FinishReason.Length, false, null),
            "SAFETY" or "RECITATION" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" or "IMAGE_SAFETY" or "IMAGE_PROHIBITED_CONTENT"
                or "IMAGE_RECITATION" => new(FinishReason.ContentFilter, false, text),

            // MALFORMED_FUNCTION_CALL, OTHER and their kin, and what a later version adds: the model did not end by itself.
            _ => new(FinishReason.Stop, true, text),
        };
    }
}
