using System.Text.Json;
using Switchyard.Sdk;

namespace Switchyard.Provider.Ollama;

/// <summary>Writes a canonical request as one of the chat wire.</summary>
internal sealed class RequestWriter(JsonElement body, TranslatedRequest target, OllamaOptions options)
{
    private static readonly (string Name, string WireName)[] s_options =
    [
        ("temperature", "temperature"), ("top_p", "top_p"), ("seed", "seed"), ("frequency_penalty", "frequency_penalty"),
        ("presence_penalty", "presence_penalty"),
    ];

    private readonly Utf8JsonWriter _json = target.Json;

    public void Write()
    {
        _json.WriteStartObject();
        _json.WriteString("model"u8, target.Model);
        new MessageWriter(_json, CanonicalJson.Messages(body)).Write();

        // The only part that is the same on both wires.
        if (body.Optional("tools") is { } tools && !(body.Optional("tool_choice") is { ValueKind: JsonValueKind.String } choice && choice.ValueEquals("none"u8)))
        {
            _json.WritePropertyName("tools"u8);
            tools.WriteTo(_json);
            RefuseForcedTools();
        }

        WriteFormat();
        WriteThinking();
        WriteOptions();
        if (options.KeepAlive is { } keepAlive)
            _json.WriteString("keep_alive"u8, keepAlive);
        _json.WriteBoolean("stream"u8, target.IsStream);
        _json.WriteEndObject();
    }

    private void RefuseForcedTools()
    {
        if (body.Optional("tool_choice") is { } choice && (choice.ValueKind == JsonValueKind.Object || choice.ValueEquals("required"u8)))
            throw new TranslationException("tool_choice: this wire cannot force a tool; write auto or none.");
    }

    private void WriteFormat()
    {
        if (CanonicalJson.Schema(body) is { } schema)
        {
            _json.WritePropertyName("format"u8);
            schema.WriteTo(_json);
        }
        else if (CanonicalJson.AsksForJson(body))
        {
            _json.WriteString("format"u8, "json"u8);
        }
    }

    private void WriteThinking()
    {
        var form = options.Thinking(target.Model);
        if (body.Optional("reasoning_effort") is not { } value || form == "none")
            return;
        var effort = value.GetString()!;
        if (form == "level" && effort != "none")
            _json.WriteString("think"u8, Level(effort));
        else
            _json.WriteBoolean("think"u8, effort != "none");
    }

    private void WriteOptions()
    {
        var stop = CanonicalJson.Stop(body);
        _json.WriteStartObject("options"u8);
        if (options.ContextTokens is { } context)
            _json.WriteNumber("num_ctx"u8, context);
        if (CanonicalJson.MaxTokens(body) is { } limit)
            _json.WriteNumber("num_predict"u8, limit);
        foreach (var (name, wireName) in s_options)
        {
            if (body.Optional(name) is not { } value)
                continue;
            _json.WritePropertyName(wireName);
            value.WriteTo(_json);
        }

        if (stop.Count > 0)
        {
            _json.WriteStartArray("stop"u8);
            foreach (var sequence in stop)
                _json.WriteStringValue(sequence);
            _json.WriteEndArray();
        }

        _json.WriteEndObject();
    }

    private static string Level(string effort) => effort switch
    {
        "minimal" or "low" => "low",
        "medium" => "medium",
        "high" or "xhigh" or "max" => "high",
        _ => throw new TranslationException($"reasoning_effort: \"{effort}\" is unknown; write none, minimal, low, medium, high, xhigh or max."),
    };
}
