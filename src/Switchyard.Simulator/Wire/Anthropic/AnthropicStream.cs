using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>Renders a stream's events on the Anthropic wire.</summary>
internal sealed class AnthropicStream(ReplyIdentity identity) : StreamForm
{
    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private string? _tool;
    private int _block;
    private bool _isOpen;

    public override ReadOnlyMemory<byte> KeepAlive => "event: ping\ndata: {\"type\": \"ping\"}\n\n"u8.ToArray();

    public override ReadOnlyMemory<byte> Malformed =>
        "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"\n\n"u8.ToArray();

    public override ReadOnlyMemory<byte> Done => "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"u8.ToArray();

    public override ReadOnlyMemory<byte> Begin(string? tool, SimulatedUsage usage)
    {
        _tool = tool;
        _buffer.ResetWrittenCount();
        Event("message_start", json =>
        {
            json.WritePropertyName("message"u8);
            AnthropicJson.BeginMessage(json, identity);
            json.WriteEndArray();
            json.WriteNull("stop_reason"u8);
            json.WriteNull("stop_sequence"u8);
            AnthropicJson.WriteUsage(json, usage, 1);
            json.WriteEndObject();
        });
        Event("ping", static _ => { });
        return _buffer.WrittenMemory;
    }

    public override ReadOnlyMemory<byte> Reasoning(int tokens)
    {
        _buffer.ResetWrittenCount();
        Block(json =>
        {
            json.WriteString("type"u8, "thinking"u8);
            json.WriteString("thinking"u8, ""u8);
            json.WriteString("signature"u8, ""u8);
        });
        Delta("thinking_delta", json => json.WriteString("thinking"u8, ReasoningText.Of(tokens)));
        Delta("signature_delta", static json => json.WriteString("signature"u8, AnthropicJson.Signature));
        EndBlock();
        return _buffer.WrittenMemory;
    }

    public override ReadOnlyMemory<byte> Token(string token, bool isArguments, SimulatedUsage usage)
    {
        _buffer.ResetWrittenCount();
        OpenContent();
        if (isArguments)
            Delta("input_json_delta", json => json.WriteString("partial_json"u8, token));
        else
            Delta("text_delta", json => json.WriteString("text"u8, token));
        return _buffer.WrittenMemory;
    }

    public override ReadOnlyMemory<byte> Finish(string? reason, SimulatedUsage usage)
    {
        _buffer.ResetWrittenCount();
        OpenContent();
        EndBlock();
        Event("message_delta", json =>
        {
            json.WriteStartObject("delta"u8);
            json.WriteString("stop_reason"u8, reason);
            json.WriteNull("stop_sequence"u8);
            json.WriteEndObject();
            AnthropicJson.WriteUsage(json, usage, usage.OutputTokens);
        });
        return _buffer.WrittenMemory;
    }

    private void OpenContent()
    {
        if (_isOpen)
            return;
        Block(json =>
        {
            if (_tool is null)
            {
                json.WriteString("type"u8, "text"u8);
                json.WriteString("text"u8, ""u8);
                return;
            }

            json.WriteString("type"u8, "tool_use"u8);
            json.WriteString("id"u8, identity.CallId);
            json.WriteString("name"u8, _tool);
            json.WriteStartObject("input"u8);
            json.WriteEndObject();
        });
    }

    private void Block(Action<Utf8JsonWriter> write)
    {
        _isOpen = true;
        Event("content_block_start", json =>
        {
            json.WriteNumber("index"u8, _block);
            json.WriteStartObject("content_block"u8);
            write(json);
            json.WriteEndObject();
        });
    }

    private void Delta(string type, Action<Utf8JsonWriter> write) => Event("content_block_delta", json =>
    {
        json.WriteNumber("index"u8, _block);
        json.WriteStartObject("delta"u8);
        json.WriteString("type"u8, type);
        write(json);
        json.WriteEndObject();
    });

    private void EndBlock()
    {
        Event("content_block_stop", json => json.WriteNumber("index"u8, _block));
        (_isOpen, _block) = (false, _block + 1);
    }

    private void Event(string name, Action<Utf8JsonWriter> write)
    {
        _buffer.Write(Encoding.UTF8.GetBytes($"event: {name}\ndata: "));
        using (var json = new Utf8JsonWriter(_buffer, CompletionJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, name);
            write(json);
            json.WriteEndObject();
        }

        _buffer.Write("\n\n"u8);
    }
}
