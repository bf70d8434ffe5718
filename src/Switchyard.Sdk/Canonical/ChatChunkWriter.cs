using System.Buffers;

namespace Switchyard.Sdk;

/// <summary>
/// Writes the chunks of one stream in canonical form, without allocating. Texts are given as they stand inside a JSON string of the provider's event,
/// still escaped, so that nothing is decoded on the way.
/// </summary>
/// <remarks>
/// A chunk is <see cref="Begin"/>, then any of the pieces, then <see cref="End"/>. Pieces of one kind follow each other: texts are joined, tool calls
/// are listed.
/// </remarks>
public sealed class ChatChunkWriter
{
    private readonly long _created;
    private byte[]? _head;
    private IBufferWriter<byte>? _chunk;
    private bool _hasPiece;
    private bool _inCalls;
    private byte _openText;

    /// <summary>A writer for one stream.</summary>
    /// <param name="model">The model asked for, until the provider names the one that answers.</param>
    /// <param name="created">When the stream began, in seconds since 1970.</param>
    public ChatChunkWriter(string model, long created)
    {
        Model = model;
        _created = created;
    }

    /// <summary>The provider's id of the answer.</summary>
    public string Id
    {
        get;
        set => (field, _head) = (value, null);
    } = "";

    /// <summary>The model that answers.</summary>
    public string Model
    {
        get;
        set => (field, _head) = (value, null);
    }

    /// <summary>Starts a chunk.</summary>
    /// <param name="chunk">Where it goes.</param>
    public void Begin(IBufferWriter<byte> chunk)
    {
        _chunk = chunk;
        (_hasPiece, _inCalls, _openText) = (false, false, 0);
        chunk.Write(Head());
        chunk.Write("{\"index\":0,\"delta\":{"u8);
    }

    /// <summary>The role, which opens a stream.</summary>
    public void Role() => Piece("\"role\":\"assistant\""u8);

    /// <summary>A piece of the visible reasoning.</summary>
    /// <param name="inner">The text, JSON-escaped.</param>
    public void Reasoning(ReadOnlySpan<byte> inner) => Text((byte)'r', "\"reasoning_content\":\""u8, inner);

    /// <summary>A whole block of reasoning, as the provider wants it back in the next turn.</summary>
    /// <param name="block">One JSON value.</param>
    public void ReasoningBlock(ReadOnlySpan<byte> block)
    {
        Piece("\"thinking_blocks\":["u8);
        _chunk!.Write(block);
        _chunk!.Write("]"u8);
    }

    /// <summary>A piece of the text.</summary>
    /// <param name="inner">The text, JSON-escaped.</param>
    public void Text(ReadOnlySpan<byte> inner) => Text((byte)'t', "\"content\":\""u8, inner);

    /// <summary>The beginning of a tool call, or all of it.</summary>
    /// <param name="index">Its number among the calls of the answer, from 0.</param>
    /// <param name="id">Its id, JSON-escaped.</param>
    /// <param name="name">The tool's name, JSON-escaped.</param>
    /// <param name="arguments">The arguments as JSON, not escaped; empty if they follow in pieces.</param>
    /// <param name="extra">What the provider wants back with the call in the next turn, as JSON: <c>extra_content</c>; empty for nothing.</param>
    public void ToolCall(
        int index, ReadOnlySpan<byte> id, ReadOnlySpan<byte> name, ReadOnlySpan<byte> arguments, ReadOnlySpan<byte> extra = default)
    {
        BeginCall(index);
        _chunk!.Write(",\"id\":\""u8);
        _chunk!.Write(id);
        _chunk!.Write("\",\"type\":\"function\",\"function\":{\"name\":\""u8);
        _chunk!.Write(name);
        _chunk!.Write("\",\"arguments\":\""u8);
        JsonEscape.Write(_chunk!, arguments);
        _chunk!.Write("\"}"u8);
        if (!extra.IsEmpty)
        {
            _chunk!.Write(",\"extra_content\":"u8);
            _chunk!.Write(extra);
        }

        _chunk!.Write("}"u8);
    }

    /// <summary>A piece of the arguments of a tool call that has begun.</summary>
    /// <param name="index">The call's number.</param>
    /// <param name="inner">The piece, JSON-escaped.</param>
    public void ToolArguments(int index, ReadOnlySpan<byte> inner)
    {
        BeginCall(index);
        _chunk!.Write(",\"function\":{\"arguments\":\""u8);
        _chunk!.Write(inner);
        _chunk!.Write("\"}}"u8);
    }

    /// <summary>Ends the chunk.</summary>
    /// <param name="finish">Why the model stopped, in the last chunk of the answer.</param>
    public void End(FinishReason finish = FinishReason.None)
    {
        CloseText();
        if (_inCalls)
            _chunk!.Write("]"u8);
        _chunk!.Write("},\"finish_reason\":"u8);
        _chunk!.Write(FinishNames.Json(finish));
        _chunk!.Write("}]}"u8);
        _chunk = null;
    }

    /// <summary>Writes the chunk with the usage, which has no choice and comes last.</summary>
    /// <param name="chunk">Where it goes.</param>
    /// <param name="usage">The tokens used, normalised.</param>
    public void Usage(IBufferWriter<byte> chunk, in TokenUsage usage)
    {
        chunk.Write(Head());
        chunk.Write("],\"usage\":"u8);
        UsageWriter.Write(chunk, usage);
        chunk.Write("}"u8);
    }

    private byte[] Head()
    {
        if (_head is not null)
            return _head;
        var head = new ArrayBufferWriter<byte>();
        head.Write("{\"id\":"u8);
        head.Write(JsonEscape.Quote(Id));
        UsageWriter.Number(head, ",\"object\":\"chat.completion.chunk\",\"created\":"u8, _created);
        head.Write(",\"model\":"u8);
        head.Write(JsonEscape.Quote(Model));
        head.Write(",\"choices\":["u8);
        return _head = head.WrittenSpan.ToArray();
    }

    private void Text(byte kind, ReadOnlySpan<byte> name, ReadOnlySpan<byte> inner)
    {
        // Its closing quote waits for what comes next, which may be more of the same.
        if (_openText != kind)
            Piece(name);
        _openText = kind;
        _chunk!.Write(inner);
    }

    private void CloseText()
    {
        if (_openText != 0)
            _chunk!.Write("\""u8);
        _openText = 0;
    }

    private void BeginCall(int index)
    {
        if (_inCalls)
            _chunk!.Write(","u8);
        else
            Piece("\"tool_calls\":["u8);
        _inCalls = true;
        UsageWriter.Number(_chunk!, "{\"index\":"u8, index);
    }

    private void Piece(ReadOnlySpan<byte> start)
    {
        CloseText();
        if (_hasPiece)
            _chunk!.Write(","u8);
        _hasPiece = true;
        _chunk!.Write(start);
    }
}
