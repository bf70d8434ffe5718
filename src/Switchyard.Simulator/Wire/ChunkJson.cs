using System.Buffers;
using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>Renders a stream's events on the OpenAI wire, one <c>chat.completion.chunk</c> each.</summary>
internal sealed class ChunkJson : StreamForm
{
    private const string Padding = "aZ3kQ9xL0pTbYw7e";

    private static readonly byte[] s_done = "data: [DONE]\n\n"u8.ToArray();
    private static readonly byte[] s_malformed = "data: {\"id\":\"chatcmpl-broken\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\n\n"u8.ToArray();

    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly Utf8JsonWriter _json;
    private readonly ReplyIdentity _identity;
    private readonly SimulatedRequest _request;
    private int _rendered;

    public ChunkJson(ReplyIdentity identity, SimulatedRequest request)
    {
        (_identity, _request) = (identity, request);
        _json = new Utf8JsonWriter(_buffer, CompletionJson.Options);
    }

    public override ReadOnlyMemory<byte> Malformed => s_malformed;

    public override ReadOnlyMemory<byte> Done => s_done;

    public override ReadOnlyMemory<byte> Begin(string? tool, SimulatedUsage usage)
    {
        Begin();
        _json.WriteString("role"u8, "assistant"u8);
        if (tool is null)
        {
            _json.WriteString("content"u8, ""u8);
        }
        else
        {
            _json.WriteNull("content"u8);
            WriteCall(tool, "");
        }

        _json.WriteNull("refusal"u8);
        return End(null);
    }

    public override ReadOnlyMemory<byte> Token(string token, bool isArguments, SimulatedUsage usage)
    {
        Begin();
        if (isArguments)
            WriteCall(null, token);
        else
            _json.WriteString("content"u8, token);
        return End(null);
    }

    public override ReadOnlyMemory<byte> Finish(string? reason, SimulatedUsage usage)
    {
        Begin();
        return End(reason);
    }

    public override ReadOnlyMemory<byte> Usage(SimulatedUsage usage)
    {
        if (!_request.IncludeUsage)
            return default;
        BeginChunk();
        _json.WriteStartArray("choices"u8);
        _json.WriteEndArray();
        UsageJson.Write(_json, usage, _identity.ReportsCacheWrites);
        return EndChunk();
    }

    public override void Dispose() => _json.Dispose();

    private void Begin()
    {
        BeginChunk();
        _json.WriteStartArray("choices"u8);
        _json.WriteStartObject();
        _json.WriteNumber("index"u8, 0);
        _json.WriteStartObject("delta"u8);
    }

    private ReadOnlyMemory<byte> End(string? finishReason)
    {
        _json.WriteEndObject();
        _json.WriteNull("logprobs"u8);
        _json.WriteString("finish_reason"u8, finishReason);
        _json.WriteEndObject();
        _json.WriteEndArray();
        if (_request.IncludeUsage)
            _json.WriteNull("usage"u8);
        return EndChunk();
    }

    private void BeginChunk()
    {
        _buffer.ResetWrittenCount();
        _buffer.Write("data: "u8);
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString("id"u8, _identity.Id);
        _json.WriteString("object"u8, "chat.completion.chunk"u8);
        _json.WriteNumber("created"u8, _identity.Created);
        _json.WriteString("model"u8, _identity.Model);
        _json.WriteString("service_tier"u8, "default"u8);
        _json.WriteString("system_fingerprint"u8, _identity.Fingerprint);
    }

    private ReadOnlyMemory<byte> EndChunk()
    {
        // The real endpoint pads its events to varying lengths, so that who watches the wire cannot read them off.
        if (_request.IncludeObfuscation)
            _json.WriteString("obfuscation"u8, Padding.AsSpan(0, 1 + (_rendered++ * 7 % Padding.Length)));
        _json.WriteEndObject();
        _json.Flush();
        _buffer.Write("\n\n"u8);
        return _buffer.WrittenMemory;
    }

    private void WriteCall(string? tool, string arguments)
    {
        _json.WriteStartArray("tool_calls"u8);
        _json.WriteStartObject();
        _json.WriteNumber("index"u8, 0);
        if (tool is not null)
        {
            _json.WriteString("id"u8, _identity.CallId);
            _json.WriteString("type"u8, "function"u8);
        }

        _json.WriteStartObject("function"u8);
        if (tool is not null)
            _json.WriteString("name"u8, tool);
        _json.WriteString("arguments"u8, arguments);
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.WriteEndArray();
    }
}
