using System.Text.Json;

namespace Switchyard.Gateway;

/// <summary>Words an answer on the Anthropic messages wire, whole or as a stream of events.</summary>
internal sealed class MessagesAnswer : IAnswerFormat
{
    private const int NoBlock = -1;

    // The tool calls of the answer, by the vendor's index or in order; each is a block of its own.
    private int _block = NoBlock;
    private int _blocks;
    private int? _tool;
    private bool _hasBegun;
    private string _finish = "stop";

    public IErrorFormat Errors => MessagesErrorFormat.Instance;

    public bool TryWriteReply(ReadOnlySpan<byte> reply, in ForwardReceipt receipt, Utf8Buffer output)
    {
        if (!CanonicalAnswer.TryRead(reply, out var answer))
            return false;

        using var json = new Utf8JsonWriter(output, ErrorReply.Writing);
        json.WriteStartObject();
        WriteHead(json, receipt);
        json.WriteStartArray("content"u8);
        if (answer.Text.Length > 0)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "text"u8);
            json.WriteString("text"u8, answer.Text);
            json.WriteEndObject();
        }

        foreach (var call in answer.ToolCalls)
        {
            json.WriteStartObject();
            WriteToolHead(json, call);
            json.WritePropertyName("input"u8);
            WriteInput(json, call.Arguments);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("stop_reason"u8, StopReason(answer.Finish));
        json.WriteNull("stop_sequence"u8);
        WriteUsage(json, receipt.Usage);
        json.WriteEndObject();
        return true;
    }

    public bool TryWriteChunk(ReadOnlySpan<byte> chunk, in ForwardReceipt receipt, Utf8Buffer output)
    {
        if (!CanonicalDelta.TryRead(chunk, out var delta))
            return false;

        Begin(receipt, output);
        if (delta.Text is { Length: > 0 } text)
            WriteText(text, output);
        foreach (var call in delta.ToolCalls)
            WriteToolCall(call, output);
        _finish = delta.Finish ?? _finish;
        return true;
    }

    public void WriteEnd(in ForwardReceipt receipt, Utf8Buffer output)
    {
        Begin(receipt, output);
        CloseBlock(output);
        var usage = receipt.Usage;
        SseWriter.Write(output, "message_delta", json =>
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "message_delta"u8);
            json.WriteStartObject("delta"u8);
            json.WriteString("stop_reason"u8, StopReason(_finish));
            json.WriteNull("stop_sequence"u8);
            json.WriteEndObject();
            WriteUsage(json, usage);
            json.WriteEndObject();
        });
        AnswerHeaders.WriteCostComment(output, receipt);
        SseWriter.Write(output, "message_stop", static json =>
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "message_stop"u8);
            json.WriteEndObject();
        });
    }

    public void WriteBreak(ApiError error, Utf8Buffer output) => SseWriter.Write(output, "error", json => Errors.Write(json, error));

    private void Begin(ForwardReceipt receipt, Utf8Buffer output)
    {
        if (_hasBegun)
            return;

        _hasBegun = true;
        SseWriter.Write(output, "message_start", json =>
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "message_start"u8);
            json.WriteStartObject("message"u8);
            WriteHead(json, receipt);
            json.WriteStartArray("content"u8);
            json.WriteEndArray();
            json.WriteNull("stop_reason"u8);
            json.WriteNull("stop_sequence"u8);
            WriteUsage(json, default);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private void WriteText(string text, Utf8Buffer output)
    {
        if (_block == NoBlock || _tool is not null)
        {
            OpenBlock(null, output, static json =>
            {
                json.WriteString("type"u8, "text"u8);
                json.WriteString("text"u8, ""u8);
            });
        }

        WriteDelta(output, json =>
        {
            json.WriteString("type"u8, "text_delta"u8);
            json.WriteString("text"u8, text);
        });
    }

    private void WriteToolCall(ToolCallDelta call, Utf8Buffer output)
    {
        var index = call.Index ?? (call.Id is null ? _tool ?? 0 : (_tool ?? -1) + 1);
        if (_tool != index || _block == NoBlock)
        {
            OpenBlock(index, output, json =>
            {
                WriteToolHead(json, call);
                json.WriteStartObject("input"u8);
                json.WriteEndObject();
            });
        }

        if (call.Arguments.Length > 0)
        {
            WriteDelta(output, json =>
            {
                json.WriteString("type"u8, "input_json_delta"u8);
                json.WriteString("partial_json"u8, call.Arguments);
            });
        }
    }

    private void OpenBlock(int? tool, Utf8Buffer output, Action<Utf8JsonWriter> write)
    {
        CloseBlock(output);
        (_block, _tool) = (_blocks++, tool);
        SseWriter.Write(output, "content_block_start", json =>
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "content_block_start"u8);
            json.WriteNumber("index"u8, _block);
            json.WriteStartObject("content_block"u8);
            write(json);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private void WriteDelta(Utf8Buffer output, Action<Utf8JsonWriter> write) => SseWriter.Write(output, "content_block_delta", json =>
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "content_block_delta"u8);
        json.WriteNumber("index"u8, _block);
        json.WriteStartObject("delta"u8);
        write(json);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private void CloseBlock(Utf8Buffer output)
    {
        if (_block == NoBlock)
            return;

        SseWriter.Write(output, "content_block_stop", json =>
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "content_block_stop"u8);
            json.WriteNumber("index"u8, _block);
            json.WriteEndObject();
        });
        _block = NoBlock;
    }

    private static void WriteHead(Utf8JsonWriter json, in ForwardReceipt receipt)
    {
        json.WriteString("id"u8, $"msg_{receipt.CallId:N}");
        json.WriteString("type"u8, "message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("model"u8, receipt.Model);
    }

    private static void WriteToolHead(Utf8JsonWriter json, in ToolCallDelta call)
    {
        json.WriteString("type"u8, "tool_use"u8);
        json.WriteString("id"u8, call.Id ?? $"toolu_{Guid.NewGuid():N}");
        json.WriteString("name"u8, call.Name ?? "");
    }

    /// <summary>The arguments are JSON in a string; a model that wrote something else is not to be hidden.</summary>
    private static void WriteInput(Utf8JsonWriter json, string arguments)
    {
        try
        {
            var input = JsonElement.Parse(arguments.Length == 0 ? "{}" : arguments);
            if (input.ValueKind == JsonValueKind.Object)
            {
                input.WriteTo(json);
                return;
            }
        }
        catch (JsonException)
        {
            // Handed on below, as it is.
        }

        json.WriteStartObject();
        json.WriteString("malformed_arguments"u8, arguments);
        json.WriteEndObject();
    }

    private static void WriteUsage(Utf8JsonWriter json, in TokenUsage usage)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("input_tokens"u8, usage.InputTokens - usage.CachedInputTokens - usage.CacheWriteTokens);
        json.WriteNumber("cache_creation_input_tokens"u8, usage.CacheWriteTokens);
        json.WriteNumber("cache_read_input_tokens"u8, usage.CachedInputTokens);
        json.WriteNumber("output_tokens"u8, usage.OutputTokens);
        json.WriteEndObject();
    }

    private static string StopReason(string finish) => finish switch
    {
        "length" => "max_tokens",
        "tool_calls" or "function_call" => "tool_use",
        "content_filter" => "refusal",
        _ => "end_turn",
    };
}
