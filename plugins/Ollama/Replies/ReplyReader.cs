using System.Text;
using Switchyard.Sdk;

namespace Switchyard.Provider.Ollama;

/// <summary>Reads an answer in one piece, and what it shares with the last line of a stream.</summary>
internal static class ReplyReader
{
    public static bool Read(JsonSlice reply, ChatReply answer)
    {
        var message = reply["message"u8];
        if (!message.IsObject)
            return false;

        answer.Model = reply["model"u8].GetString() ?? answer.Model;
        answer.Text.Append(message["content"u8].GetString());
        answer.Reasoning.Append(message["thinking"u8].GetString());
        foreach (var call in message["tool_calls"u8].Items)
        {
            var function = call["function"u8];
            var arguments = function["arguments"u8];
            answer.ToolCalls.Add(new(
                call["id"u8].GetString() ?? CallId(answer.Created, answer.ToolCalls.Count),
                function["name"u8].GetString() ?? "",
                arguments.IsObject ? Encoding.UTF8.GetString(arguments.Raw) : "{}"));
        }

        answer.Usage = Usage(reply);
        answer.Finish = Finish(reply, answer.ToolCalls.Count > 0);
        return true;
    }

    // The wire gives calls no id; the canonical form needs one that no other turn has.
    public static string CallId(long created, int index) => $"call_{created}_{index}";

    public static TokenUsage Usage(JsonSlice reply) => new()
    {
        InputTokens = reply["prompt_eval_count"u8].GetCount(),
        OutputTokens = reply["eval_count"u8].GetCount(),
    };

    public static FinishReason Finish(JsonSlice reply, bool hasCalls)
    {
        if (!reply["done"u8].IsTrue)
            return FinishReason.None;
        return reply["done_reason"u8].Is("length"u8) ? FinishReason.Length : hasCalls ? FinishReason.ToolCalls : FinishReason.Stop;
    }
}
