using System.Text.Json;
using Switchyard.Sdk;

namespace Switchyard.Provider.Gemini;

/// <summary>Writes a canonical request as one of the generateContent wire.</summary>
internal sealed class RequestWriter(JsonElement body, TranslatedRequest target, string thinking)
{
    private readonly Utf8JsonWriter _json = target.Json;

    public void Write()
    {
        var messages = CanonicalJson.Messages(body);
        _json.WriteStartObject();
        WriteSystem(messages);
        new ContentWriter(_json, messages, signsCalls: thinking == "level").Write();
        new ToolWriter(_json, body).Write();
        WriteConfiguration();
        _json.WriteEndObject();
    }

    private void WriteSystem(IReadOnlyList<JsonElement> messages)
    {
        var isOpen = false;
        for (var index = 0; index < messages.Count; index++)
        {
            var path = $"messages[{index}]";
            if (CanonicalJson.Role(messages[index], path) != "system" || CanonicalJson.Text(messages[index], path) is not { Length: > 0 } text)
                continue;
            if (!isOpen)
            {
                _json.WriteStartObject("systemInstruction"u8);
                _json.WriteStartArray("parts"u8);
            }

            isOpen = true;
            PartWriter.WriteText(_json, text);
        }

        if (!isOpen)
            return;
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void WriteConfiguration()
    {
        _json.WriteStartObject("generationConfig"u8);
        if (CanonicalJson.MaxTokens(body) is { } limit)
            _json.WriteNumber("maxOutputTokens"u8, limit);
        Copy("temperature", "temperature");
        Copy("top_p", "topP");
        Copy("seed", "seed");
        Copy("presence_penalty", "presencePenalty");
        Copy("frequency_penalty", "frequencyPenalty");
        WriteStop();
        WriteFormat();
        WriteThinking();
        _json.WriteEndObject();
    }

    private void Copy(string name, string wireName)
    {
        if (body.Optional(name) is not { } value)
            return;
        _json.WritePropertyName(wireName);
        value.WriteTo(_json);
    }

    private void WriteStop()
    {
        var stop = CanonicalJson.Stop(body);
        if (stop.Count == 0)
            return;
        _json.WriteStartArray("stopSequences"u8);
        foreach (var sequence in stop)
            _json.WriteStringValue(sequence);
        _json.WriteEndArray();
    }

    private void WriteFormat()
    {
        var schema = CanonicalJson.Schema(body);
        if (schema is null && !CanonicalJson.AsksForJson(body))
            return;
        _json.WriteString("responseMimeType"u8, "application/json"u8);
        if (schema is not { } shape)
            return;
        _json.WritePropertyName("responseJsonSchema"u8);
        shape.WriteTo(_json);
    }

    private void WriteThinking()
    {
        if (body.Optional("reasoning_effort") is not { } value || thinking == "none")
            return;
        var effort = value.GetString()!;
        _json.WriteStartObject("thinkingConfig"u8);
        _json.WriteBoolean("includeThoughts"u8, effort != "none");
        if (thinking == "level")
            _json.WriteString("thinkingLevel"u8, Level(effort));
        else
            _json.WriteNumber("thinkingBudget"u8, Budget(effort));
        _json.WriteEndObject();
    }

    private static string Level(string effort) => effort switch
    {
        // The newer models cannot be kept from thinking; this is as near as it gets.
        "none" or "minimal" => "minimal",
        "low" or "medium" => effort,
        "high" or "xhigh" or "max" => "high",
        _ => throw Unknown(effort),
    };

    // The figures of the vendor's own OpenAI-compatible endpoint.
    private static int Budget(string effort) => effort switch
    {
        "none" => 0,
        "minimal" or "low" => 1024,
        "medium" => 8192,
        "high" or "xhigh" or "max" => 24576,
        _ => throw Unknown(effort),
    };

    private static TranslationException Unknown(string effort) =>
        new($"reasoning_effort: \"{effort}\" is unknown; write none, minimal, low, medium, high, xhigh or max.");
}
