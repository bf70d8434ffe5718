using System.Buffers;
using System.Text;
using Switchyard.Sdk;

namespace Switchyard.Provider.Gemini;

/// <summary>Turns the events of a stream, each a small answer of its own, into canonical chunks.</summary>
internal sealed class EventTranslator(TranslatedRequest request) : StreamTranslator(request)
{
    private bool _hasBegun;
    private int _calls;

    protected override StreamStep Take(JsonSlice data, IBufferWriter<byte> chunk)
    {
        if (data["error"u8].IsObject)
            return StreamStep.Error;
        var usage = data["usageMetadata"u8];
        if (usage.IsObject)
            Usage = Gemini.Usage.Read(usage);
        var candidate = ReplyReader.First(data["candidates"u8]);
        if (!candidate.IsObject && !data["promptFeedback"u8].IsObject)
            return usage.IsObject ? StreamStep.Nothing : StreamStep.Unknown;

        var parts = candidate["content"u8]["parts"u8];
        var hasCalls = HasCalls(parts);
        var finish = Gemini.Finish.Read(data, candidate, hasCalls || _calls > 0);
        (Finish, EndedByError, Reason) = (finish.Reason, finish.IsError, finish.Text);
        if (finish.IsError)
            return StreamStep.Last;
        if (finish.Reason == FinishReason.None && !hasCalls && !HasText(parts))
            return StreamStep.Nothing;

        Begin(data, chunk);
        WriteTexts(parts, areThoughts: true);
        WriteTexts(parts, areThoughts: false);
        WriteCalls(parts);
        Chunks.End(finish.Reason);
        return finish.Reason == FinishReason.None ? StreamStep.Chunk : StreamStep.Last;
    }

    private static bool HasCalls(JsonSlice parts)
    {
        foreach (var part in parts.Items)
        {
            if (part["functionCall"u8].IsObject)
                return true;
        }

        return false;
    }

    private static bool HasText(JsonSlice parts)
    {
        foreach (var part in parts.Items)
        {
            if (!part["text"u8].Inner.IsEmpty)
                return true;
        }

        return false;
    }

    private void Begin(JsonSlice data, IBufferWriter<byte> chunk)
    {
        if (_hasBegun)
        {
            Chunks.Begin(chunk);
            return;
        }

        _hasBegun = true;
        Chunks.Id = data["responseId"u8].GetString() ?? "";
        Chunks.Model = data["modelVersion"u8].GetString() ?? Chunks.Model;
        Chunks.Begin(chunk);
        Chunks.Role();
    }

    private void WriteTexts(JsonSlice parts, bool areThoughts)
    {
        foreach (var part in parts.Items)
        {
            var inner = part["text"u8].Inner;
            if (inner.IsEmpty || part["thought"u8].IsTrue != areThoughts)
                continue;
            if (areThoughts)
                Chunks.Reasoning(inner);
            else
                Chunks.Text(inner);
        }
    }

    private void WriteCalls(JsonSlice parts)
    {
        foreach (var part in parts.Items)
        {
            var call = part["functionCall"u8];
            if (!call.IsObject)
                continue;
            var id = call["id"u8].Inner;
            if (id.IsEmpty)
                id = Encoding.UTF8.GetBytes($"call_{Chunks.Id}_{_calls}");
            var arguments = call["args"u8];
            Chunks.ToolCall(_calls++, id, call["name"u8].Inner, arguments.IsObject ? arguments.Raw : "{}"u8, Signature.Extra(part));
        }
    }
}
