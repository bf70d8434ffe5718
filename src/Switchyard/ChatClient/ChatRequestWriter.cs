using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Switchyard;

/// <summary>Writes messages and options as a canonical request.</summary>
internal static class ChatRequestWriter
{
    // What the members are validated for stands in this file; characters beyond ASCII stay what they are.
    private static readonly JsonWriterOptions s_writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes the request.</summary>
    /// <returns>What a model must be able to do to be asked.</returns>
    public static Capabilities Write(Call call, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var needs = Capabilities.None;
        using var json = new Utf8JsonWriter(call.Body, s_writing);
        call.WriteJson(",\"messages\":"u8);
        json.WriteStartArray();
        if (!string.IsNullOrEmpty(options?.Instructions))
            ChatMessageWriter.WriteText(json, "system", options.Instructions);
        foreach (var message in messages)
            needs |= ChatMessageWriter.Write(json, message ?? throw new ArgumentException("A message is null; leave it out.", nameof(messages)));
        json.WriteEndArray();
        json.Flush();

        call.AskedTokens = Math.Max(0, options?.MaxOutputTokens ?? 0);
        return options is null ? needs : needs | WriteOptions(call, json, options);
    }

    private static Capabilities WriteOptions(Call call, Utf8JsonWriter json, ChatOptions options)
    {
        Number(call, json, ",\"temperature\":"u8, options.Temperature);
        Number(call, json, ",\"top_p\":"u8, options.TopP);
        Number(call, json, ",\"top_k\":"u8, options.TopK);
        Number(call, json, ",\"frequency_penalty\":"u8, options.FrequencyPenalty);
        Number(call, json, ",\"presence_penalty\":"u8, options.PresencePenalty);
        if (options.Seed is { } seed)
            Value(call, json, ",\"seed\":"u8, seed, static (json, seed) => json.WriteNumberValue(seed));
        if (options.StopSequences is { Count: > 0 } stops)
            Value(call, json, ",\"stop\":"u8, stops, WriteStops);
        if (EffortOf(options.Reasoning?.Effort) is { } effort)
            Value(call, json, ",\"reasoning_effort\":"u8, effort, static (json, effort) => json.WriteStringValue(effort));
        return WriteTools(call, json, options) | WriteFormat(call, options);
    }

    private static Capabilities WriteTools(Call call, Utf8JsonWriter json, ChatOptions options)
    {
        if (options.Tools is not { Count: > 0 } tools)
            return Capabilities.None;

        Value(call, json, ",\"tools\":"u8, tools, ChatToolWriter.WriteTools);
        if (options.ToolMode is { } mode)
            Value(call, json, ",\"tool_choice\":"u8, mode, ChatToolWriter.WriteChoice);
        if (options.AllowMultipleToolCalls is { } many)
            Value(call, json, ",\"parallel_tool_calls\":"u8, many, static (json, many) => json.WriteBooleanValue(many));
        return Capabilities.Tools;
    }

    private static Capabilities WriteFormat(Call call, ChatOptions options)
    {
        if (options.ResponseFormat is not ChatResponseFormatJson format)
            return Capabilities.None;

        var isStrict = ChatToolWriter.IsStrict(options.AdditionalProperties);
        var member = new Utf8Buffer();
        member.Write(",\"response_format\":"u8);
        using (var json = new Utf8JsonWriter(member, s_writing))
            ChatToolWriter.WriteFormat(json, format, isStrict);
        call.WriteResponseFormat(member.Span);
        return isStrict == true && format.Schema is not null ? Capabilities.Schema : Capabilities.None;
    }

    private static void Number(Call call, Utf8JsonWriter json, ReadOnlySpan<byte> name, float? value)
    {
        if (value is { } number)
            Value(call, json, name, number, static (json, number) => json.WriteNumberValue(number));
    }

    private static void Number(Call call, Utf8JsonWriter json, ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number)
            Value(call, json, name, number, static (json, number) => json.WriteNumberValue(number));
    }

    private static void Value<T>(Call call, Utf8JsonWriter json, ReadOnlySpan<byte> name, T value, Action<Utf8JsonWriter, T> write)
    {
        call.WriteJson(name);
        json.Reset(call.Body);
        write(json, value);
        json.Flush();
    }

    private static void WriteStops(Utf8JsonWriter json, IList<string> stops)
    {
        json.WriteStartArray();
        foreach (var stop in stops)
            json.WriteStringValue(stop);
        json.WriteEndArray();
    }

    private static string? EffortOf(ReasoningEffort? effort) => effort switch
    {
        ReasoningEffort.None => "none",
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
        ReasoningEffort.ExtraHigh => "xhigh",
        _ => null,
    };
}
