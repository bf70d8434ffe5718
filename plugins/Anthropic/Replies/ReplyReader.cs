using System.Text;
using Switchyard.Sdk;

namespace Switchyard.Provider.Anthropic;

/// <summary>Reads a message in one piece.</summary>
internal static class ReplyReader
{
    public static bool Read(JsonSlice reply, ChatReply answer)
    {
        if (!reply["content"u8].IsArray)
            return false;

        answer.Id = reply["id"u8].GetString() ?? "";
        answer.Model = reply["model"u8].GetString() ?? answer.Model;
        foreach (var block in reply["content"u8].Items)
            ReadBlock(block, answer);
        answer.Usage = Usage.Read(reply["usage"u8], default);
        answer.Finish = StopReasons.Read(reply["stop_reason"u8]);
        if (answer.Finish == FinishReason.ContentFilter)
            answer.Reason = StopReasons.Explain(reply) ?? (answer.Text.Length > 0 ? answer.Text.ToString() : null);
        return true;
    }

    private static void ReadBlock(JsonSlice block, ChatReply answer)
    {
        var type = block["type"u8];
        if (type.Is("text"u8))
        {
            answer.Text.Append(block["text"u8].GetString());
        }
        else if (type.Is("tool_use"u8))
        {
            answer.ToolCalls.Add(new(block["id"u8].GetString() ?? "", block["name"u8].GetString() ?? "", Raw(block["input"u8])));
        }
        else if (type.Is("thinking"u8) || type.Is("redacted_thinking"u8))
        {
            answer.Reasoning.Append(block["thinking"u8].GetString());
            answer.ReasoningBlocks.Add(Raw(block));
        }
    }

    private static string Raw(JsonSlice value) => value.IsMissing ? "{}" : Encoding.UTF8.GetString(value.Raw);
}
