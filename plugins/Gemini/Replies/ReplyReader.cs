using System.Text;
using Switchyard.Sdk;

namespace Switchyard.Provider.Gemini;

/// <summary>Reads an answer in one piece.</summary>
internal static class ReplyReader
{
    public static bool Read(JsonSlice reply, ChatReply answer)
    {
        var candidate = First(reply["candidates"u8]);
        if (!candidate.IsObject && !reply["promptFeedback"u8].IsObject)
            return false;

        answer.Id = reply["responseId"u8].GetString() ?? "";
        answer.Model = reply["modelVersion"u8].GetString() ?? answer.Model;
        answer.Usage = Usage.Read(reply["usageMetadata"u8]);
        foreach (var part in candidate["content"u8]["parts"u8].Items)
            ReadPart(part, answer);
        var finish = Finish.Read(reply, candidate, answer.ToolCalls.Count > 0);
        (answer.Finish, answer.EndedByError, answer.Reason) = (finish.Reason, finish.IsError, finish.Text);
        return true;
    }

    public static JsonSlice First(JsonSlice array)
    {
        foreach (var item in array.Items)
            return item;
        return default;
    }

    private static void ReadPart(JsonSlice part, ChatReply answer)
    {
        var call = part["functionCall"u8];
        if (call.IsObject)
        {
            var arguments = call["args"u8];
            answer.ToolCalls.Add(new(
                call["id"u8].GetString() ?? $"call_{answer.Id}_{answer.ToolCalls.Count}",
                call["name"u8].GetString() ?? "",
                arguments.IsObject ? Encoding.UTF8.GetString(arguments.Raw) : "{}",
                Signature.ExtraText(part)));
        }
        else
        {
            (part["thought"u8].IsTrue ? answer.Reasoning : answer.Text).Append(part["text"u8].GetString());
        }
    }
}
