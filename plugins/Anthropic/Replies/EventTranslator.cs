using System.Buffers;
using Switchyard.Sdk;

namespace Switchyard.Provider.Anthropic;

/// <summary>Turns the events of a streamed message into canonical chunks.</summary>
internal sealed class EventTranslator(TranslatedRequest request) : StreamTranslator(request)
{
    private ThinkingBlock? _thinking;
    private bool _inTool;
    private bool _hasArguments;
    private int _tools;

    protected override StreamStep Take(JsonSlice data, IBufferWriter<byte> chunk)
    {
        var type = data["type"u8];
        if (type.Is("content_block_delta"u8))
            return TakeDelta(data["delta"u8], chunk);
        if (type.Is("content_block_start"u8))
            return StartBlock(data["content_block"u8], chunk);
        if (type.Is("content_block_stop"u8))
            return EndBlock(chunk);
        if (type.Is("message_start"u8))
            return Start(data["message"u8], chunk);
        if (type.Is("message_delta"u8))
            return End(data, chunk);
        if (type.Is("error"u8))
            return StreamStep.Error;

        // Pings, the end that the delta before it has announced, and events of a later version of the wire.
        return type.IsString ? StreamStep.Nothing : StreamStep.Unknown;
    }

    private StreamStep Start(JsonSlice message, IBufferWriter<byte> chunk)
    {
        Chunks.Id = message["id"u8].GetString() ?? "";
        Chunks.Model = message["model"u8].GetString() ?? Chunks.Model;
        Usage = Anthropic.Usage.Read(message["usage"u8], Usage);
        Chunks.Begin(chunk);
        Chunks.Role();
        Chunks.Text(default);
        Chunks.End();
        return StreamStep.Chunk;
    }

    private StreamStep StartBlock(JsonSlice block, IBufferWriter<byte> chunk)
    {
        var type = block["type"u8];
        _inTool = type.Is("tool_use"u8);
        _thinking = null;
        if (_inTool)
            return StartTool(block, chunk);
        if (type.Is("thinking"u8))
            _thinking = new();
        else if (type.Is("redacted_thinking"u8))
            return WriteBlock(block.Raw, chunk);
        return type.Is("text"u8) ? WriteText(block["text"u8], chunk) : StreamStep.Nothing;
    }

    private StreamStep StartTool(JsonSlice block, IBufferWriter<byte> chunk)
    {
        // Usually an empty object, which the pieces that follow replace.
        var input = block["input"u8];
        _hasArguments = input.IsObject && input.Raw.Trim("{} \n"u8).Length > 0;
        Chunks.Begin(chunk);
        Chunks.ToolCall(_tools++, block["id"u8].Inner, block["name"u8].Inner, _hasArguments ? input.Raw : default);
        Chunks.End();
        return StreamStep.Chunk;
    }

    private StreamStep TakeDelta(JsonSlice delta, IBufferWriter<byte> chunk)
    {
        var type = delta["type"u8];
        if (type.Is("text_delta"u8))
            return WriteText(delta["text"u8], chunk);
        if (type.Is("input_json_delta"u8))
            return WriteArguments(delta["partial_json"u8].Inner, chunk);
        if (type.Is("thinking_delta"u8))
            return WriteThought(delta["thinking"u8].Inner, chunk);
        if (type.Is("signature_delta"u8))
            _thinking?.Sign(delta["signature"u8].Inner);
        return StreamStep.Nothing;
    }

    private StreamStep WriteText(JsonSlice text, IBufferWriter<byte> chunk)
    {
        if (text.Inner.IsEmpty)
            return StreamStep.Nothing;
        Chunks.Begin(chunk);
        Chunks.Text(text.Inner);
        Chunks.End();
        return StreamStep.Chunk;
    }

    private StreamStep WriteThought(ReadOnlySpan<byte> inner, IBufferWriter<byte> chunk)
    {
        if (inner.IsEmpty)
            return StreamStep.Nothing;
        _thinking?.Add(inner);
        Chunks.Begin(chunk);
        Chunks.Reasoning(inner);
        Chunks.End();
        return StreamStep.Chunk;
    }

    private StreamStep WriteArguments(ReadOnlySpan<byte> inner, IBufferWriter<byte> chunk)
    {
        if (inner.IsEmpty || !_inTool)
            return StreamStep.Nothing;
        _hasArguments = true;
        Chunks.Begin(chunk);
        Chunks.ToolArguments(_tools - 1, inner);
        Chunks.End();
        return StreamStep.Chunk;
    }

    private StreamStep WriteBlock(ReadOnlySpan<byte> block, IBufferWriter<byte> chunk)
    {
        Chunks.Begin(chunk);
        Chunks.ReasoningBlock(block);
        Chunks.End();
        return StreamStep.Chunk;
    }

    private StreamStep EndBlock(IBufferWriter<byte> chunk)
    {
        if (_thinking is { } thinking)
        {
            _thinking = null;
            return thinking.IsSigned ? WriteBlock(thinking.ToJson(), chunk) : StreamStep.Nothing;
        }

        // A call without arguments has no pieces; the canonical form wants an empty object.
        return _inTool && !_hasArguments ? WriteArguments("{}"u8, chunk) : StreamStep.Nothing;
    }

    private StreamStep End(JsonSlice data, IBufferWriter<byte> chunk)
    {
        Usage = Anthropic.Usage.Read(data["usage"u8], Usage);
        Finish = StopReasons.Read(data["delta"u8]["stop_reason"u8]);
        if (Finish == FinishReason.None)
            return StreamStep.Nothing;
        if (Finish == FinishReason.ContentFilter)
            Reason = StopReasons.Explain(data["delta"u8]);
        Chunks.Begin(chunk);
        Chunks.End(Finish);
        return StreamStep.Last;
    }
}
