using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>Renders a stream's events on the Gemini wire: each a small answer of its own, with the usage so far. A tool is called in one piece.</summary>
internal sealed class GeminiStream(ReplyIdentity identity) : StreamForm
{
    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly StringBuilder _arguments = new();
    private SimulatedUsage _usage = SimulatedUsage.None;
    private string? _tool;

    public override ReadOnlyMemory<byte> Malformed => "data: {\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"\r\n\r\n"u8.ToArray();

    public override ReadOnlyMemory<byte> Begin(string? tool, SimulatedUsage usage)
    {
        (_tool, _usage) = (tool, usage);
        return default;
    }

    public override ReadOnlyMemory<byte> Reasoning(int tokens) => Event(null, json => GeminiJson.WriteThought(json, tokens));

    public override ReadOnlyMemory<byte> Token(string token, bool isArguments, SimulatedUsage usage)
    {
        _usage = usage;
        if (!isArguments)
            return Event(null, json => GeminiJson.WriteText(json, token));
        _arguments.Append(token);
        return default;
    }

    public override ReadOnlyMemory<byte> Finish(string? reason, SimulatedUsage usage)
    {
        _usage = usage;
        return Event(reason, json =>
        {
            if (_tool is not null)
                GeminiJson.WriteCall(json, _tool, _arguments.ToString());
            else
                GeminiJson.WriteText(json, "");
        });
    }

    private ReadOnlyMemory<byte> Event(string? finish, Action<Utf8JsonWriter> writeParts)
    {
        _buffer.ResetWrittenCount();
        _buffer.Write("data: "u8);
        GeminiJson.Write(_buffer, identity, _usage, finish, writeParts);
        _buffer.Write("\r\n\r\n"u8);
        return _buffer.WrittenMemory;
    }
}
