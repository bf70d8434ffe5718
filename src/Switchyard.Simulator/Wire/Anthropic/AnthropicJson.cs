using System.Buffers;
using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>A message of the Anthropic wire, and what stream and message share.</summary>
internal static class AnthropicJson
{
    /// <summary>The stand-in for the signature of thoughts.</summary>
    public static ReadOnlySpan<byte> Signature => "c2ltdWxhdGVk"u8;

    public static ReadOnlyMemory<byte> RenderMessage(ReplyIdentity identity, Answer answer, string? finish, SimulatedUsage usage)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, CompletionJson.Options))
        {
            BeginMessage(json, identity);
            if (usage.ReasoningTokens > 0)
                WriteThinking(json, ReasoningText.Of(usage.ReasoningTokens));
            WriteContent(json, identity, answer);
            json.WriteEndArray();
            json.WriteString("stop_reason"u8, finish);
            json.WriteNull("stop_sequence"u8);
            WriteUsage(json, usage, usage.OutputTokens);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>The head of a message, up to the opened array of its content.</summary>
    public static void BeginMessage(Utf8JsonWriter json, ReplyIdentity identity)
    {
        json.WriteStartObject();
        json.WriteString("model"u8, identity.Model);
        json.WriteString("id"u8, identity.Id);
        json.WriteString("type"u8, "message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteStartArray("content"u8);
    }

    // Cached input is not part of the input here.
    public static void WriteUsage(Utf8JsonWriter json, SimulatedUsage usage, int output)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("input_tokens"u8, usage.InputTokens - usage.CachedInputTokens - usage.CacheWriteTokens);
        json.WriteNumber("cache_creation_input_tokens"u8, usage.CacheWriteTokens);
        json.WriteNumber("cache_read_input_tokens"u8, usage.CachedInputTokens);
        json.WriteNumber("output_tokens"u8, output);
        json.WriteString("service_tier"u8, "standard"u8);
        json.WriteEndObject();
    }

    private static void WriteThinking(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "thinking"u8);
        json.WriteString("thinking"u8, text);
        json.WriteString("signature"u8, Signature);
        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, ReplyIdentity identity, Answer answer)
    {
        json.WriteStartObject();
        if (answer.Tool is { } tool)
        {
            json.WriteString("type"u8, "tool_use"u8);
            json.WriteString("id"u8, identity.CallId);
            json.WriteString("name"u8, tool);
            json.WritePropertyName("input"u8);
            ArgumentsJson.Write(json, answer.Text);
        }
        else
        {
            json.WriteString("type"u8, "text"u8);
            json.WriteString("text"u8, answer.Text);
        }

        json.WriteEndObject();
    }
}
