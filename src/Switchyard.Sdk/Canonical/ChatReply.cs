using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Switchyard.Sdk;

/// <summary>An answer in one piece, to be written in canonical form: filled in by a provider of another wire.</summary>
public sealed class ChatReply
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The provider's id of the answer.</summary>
    public string Id { get; set; } = "";

    /// <summary>The model that answered, as the provider names it.</summary>
    public required string Model { get; set; }

    /// <summary>When it was made, in seconds since 1970.</summary>
    public required long Created { get; set; }

    /// <summary>The text. Stays empty where the model only calls tools.</summary>
    public StringBuilder Text { get; } = new();

    /// <summary>The visible reasoning: <c>reasoning_content</c>.</summary>
    public StringBuilder Reasoning { get; } = new();

    /// <summary>
    /// The reasoning as the provider wants it back in the next turn: <c>thinking_blocks</c>, each one JSON value. Empty where it wants none.
    /// </summary>
    public IList<string> ReasoningBlocks { get; } = [];

    /// <summary>The tool calls in order.</summary>
    public IList<ChatToolCall> ToolCalls { get; } = [];

    /// <summary>Why the model stopped.</summary>
    public FinishReason Finish { get; set; }

    /// <summary>Whether the vendor's reason for stopping stands for an error: then nothing is written.</summary>
    public bool EndedByError { get; set; }

    /// <summary>What the vendor says about stopping short, if it does: a refusal's text, a category.</summary>
    public string? Reason { get; set; }

    /// <summary>The tokens used, normalised.</summary>
    public TokenUsage Usage { get; set; }

    /// <summary>Writes the <c>chat.completion</c> object.</summary>
    /// <param name="writer">Where it goes.</param>
    public void Write(IBufferWriter<byte> writer)
    {
        using var json = new Utf8JsonWriter(writer, s_json);
        json.WriteStartObject();
        json.WriteString("id"u8, Id);
        json.WriteString("object"u8, "chat.completion"u8);
        json.WriteNumber("created"u8, Created);
        json.WriteString("model"u8, Model);
        json.WriteStartArray("choices"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, 0);
        WriteMessage(json);
        json.WritePropertyName("finish_reason"u8);
        json.WriteRawValue(FinishNames.Json(Finish), skipInputValidation: true);
        json.WriteEndObject();
        json.WriteEndArray();
        if (Usage.IsReported)
            WriteUsage(json);
        json.WriteEndObject();
    }

    private void WriteMessage(Utf8JsonWriter json)
    {
        json.WriteStartObject("message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("content"u8, Text.Length == 0 && ToolCalls.Count > 0 ? null : Text.ToString());
        if (Reasoning.Length > 0)
            json.WriteString("reasoning_content"u8, Reasoning.ToString());
        WriteReasoningBlocks(json);
        json.WriteNull("refusal"u8);
        WriteToolCalls(json);
        json.WriteEndObject();
    }

    private void WriteReasoningBlocks(Utf8JsonWriter json)
    {
        if (ReasoningBlocks.Count == 0)
            return;
        json.WriteStartArray("thinking_blocks"u8);
        foreach (var block in ReasoningBlocks)
            json.WriteRawValue(block);
        json.WriteEndArray();
    }

    private void WriteToolCalls(Utf8JsonWriter json)
    {
        if (ToolCalls.Count == 0)
            return;
        json.WriteStartArray("tool_calls"u8);
        foreach (var call in ToolCalls)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, call.Id);
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, call.Name);
            json.WriteString("arguments"u8, call.Arguments);
            json.WriteEndObject();
            if (call.Extra is { } extra)
            {
                json.WritePropertyName("extra_content"u8);
                json.WriteRawValue(extra);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteUsage(Utf8JsonWriter json)
    {
        var usage = new ArrayBufferWriter<byte>();
        UsageWriter.Write(usage, Usage);
        json.WritePropertyName("usage"u8);
        json.WriteRawValue(usage.WrittenSpan, skipInputValidation: true);
    }
}
