using System.Buffers;
using System.Text;

namespace Switchyard.Simulator;

/// <summary>Renders a stream's lines on the Ollama wire. Only the last has the usage; a tool is called in one piece.</summary>
internal sealed class OllamaStream(ReplyIdentity identity) : StreamForm
{
    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly StringBuilder _arguments = new();
    private string? _tool;

    public override string ContentType => "application/x-ndjson";

    // The wire has none: an empty line is the nearest thing to saying nothing.
    public override ReadOnlyMemory<byte> KeepAlive => "\n"u8.ToArray();

    public override ReadOnlyMemory<byte> Malformed => "{\"message\":{\"role\":\"assistant\",\"content\":\"\n"u8.ToArray();

    public override ReadOnlyMemory<byte> Begin(string? tool, SimulatedUsage usage)
    {
        _tool = tool;
        return default;
    }

    public override ReadOnlyMemory<byte> Reasoning(int tokens) => Line("", ReasoningText.Of(tokens));

    public override ReadOnlyMemory<byte> Token(string token, bool isArguments, SimulatedUsage usage)
    {
        if (!isArguments)
            return Line(token);
        _arguments.Append(token);
        return default;
    }

    public override ReadOnlyMemory<byte> Finish(string? reason, SimulatedUsage usage)
    {
        _buffer.ResetWrittenCount();
        if (_tool is not null)
            Write("", call: (_tool, _arguments.ToString()));
        Write("", end: (reason, usage));
        return _buffer.WrittenMemory;
    }

    public override ReadOnlyMemory<byte> Error(byte[] body, ErrorStyle style) => (byte[])[.. body, (byte)'\n'];

    private ReadOnlyMemory<byte> Line(string text, string? thinking = null)
    {
        _buffer.ResetWrittenCount();
        Write(text, thinking);
        return _buffer.WrittenMemory;
    }

    private void Write(
        string text, string? thinking = null, (string Name, string Arguments)? call = null, (string? Reason, SimulatedUsage Usage)? end = null)
    {
        OllamaJson.WriteLine(_buffer, identity, text, thinking, call, end);
        _buffer.Write("\n"u8);
    }
}
