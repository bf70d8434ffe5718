using System.Buffers;
using System.Text;
using Switchyard.Sdk;

namespace Switchyard.Provider.Ollama;

/// <summary>Turns the lines of a stream into canonical chunks.</summary>
internal sealed class LineTranslator(TranslatedRequest request) : StreamTranslator(request)
{
    private readonly long _created = request.Created;
    private bool _hasBegun;
    private int _calls;

    protected override StreamStep Take(JsonSlice data, IBufferWriter<byte> chunk)
    {
        if (!data["error"u8].IsMissing)
            return StreamStep.Error;
        var message = data["message"u8];
        var isDone = data["done"u8].IsTrue;
        if (!message.IsObject && !isDone)
            return StreamStep.Unknown;

        var thinking = message["thinking"u8].Inner;
        var text = message["content"u8].Inner;
        var calls = message["tool_calls"u8];
        var hasCalls = calls.IsArray && calls.Raw.Length > 2;
        if (!isDone && !hasCalls && thinking.IsEmpty && text.IsEmpty)
            return StreamStep.Nothing;

        Begin(data, chunk);
        if (!thinking.IsEmpty)
            Chunks.Reasoning(thinking);
        if (!text.IsEmpty)
            Chunks.Text(text);
        WriteCalls(calls);
        if (isDone)
        {
            Usage = ReplyReader.Usage(data);
            Finish = ReplyReader.Finish(data, _calls > 0);
        }

        Chunks.End(Finish);
        return isDone ? StreamStep.Last : StreamStep.Chunk;
    }

    private void Begin(JsonSlice data, IBufferWriter<byte> chunk)
    {
        if (!_hasBegun)
            Chunks.Model = data["model"u8].GetString() ?? Chunks.Model;
        Chunks.Begin(chunk);
        if (!_hasBegun)
            Chunks.Role();
        _hasBegun = true;
    }

    private void WriteCalls(JsonSlice calls)
    {
        foreach (var call in calls.Items)
        {
            var function = call["function"u8];
            var arguments = function["arguments"u8];
            var id = call["id"u8].Inner;
            if (id.IsEmpty)
                id = Encoding.UTF8.GetBytes(ReplyReader.CallId(_created, _calls));
            Chunks.ToolCall(_calls++, id, function["name"u8].Inner, arguments.IsObject ? arguments.Raw : "{}"u8);
        }
    }
}
