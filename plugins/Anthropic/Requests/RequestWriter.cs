using System.Runtime.InteropServices;
using System.Text.Json;
using Switchyard.Sdk;

namespace Switchyard.Provider.Anthropic;

/// <summary>Writes a canonical request as one of the messages wire.</summary>
internal sealed class RequestWriter(JsonElement body, TranslatedRequest target, AnthropicOptions options)
{
    private readonly Utf8JsonWriter _json = target.Json;
    private readonly IReadOnlyList<JsonElement> _messages = CanonicalJson.Messages(body);
    private readonly ModelOptions _model = options.Of(target.Model);

    // A request that marks its own breakpoints knows better; the wire takes four at most.
    private readonly bool _marksCache = JsonMarshal.GetRawUtf8Value(body).IndexOf("\"cache_control\""u8) >= 0;

    public void Write()
    {
        var maxTokens = CanonicalJson.MaxTokens(body) ?? options.MaxTokens(target.Model);
        var thinking = new Thinking(body, _messages, _model.Thinking, maxTokens);
        _json.WriteStartObject();
        _json.WriteString("model"u8, target.Model);
        _json.WriteNumber("max_tokens"u8, maxTokens);
        var system = new SystemWriter(_json, _messages, CanonicalJson.AsksForJson(body));
        var cachesPrefix = options.Cache == "prefix" && !_marksCache;
        system.Write(cachesPrefix ? WriteMark : null);
        new MessageWriter(_json, _messages).Write();
        new ToolWriter(_json, body).Write(cachesPrefix && !system.HasText ? WriteMark : null);
        WriteStop();
        WriteSampling(thinking);
        thinking.Write(_json);
        WriteOutput(thinking);
        WriteUser();
        WriteCache();
        if (target.IsStream)
            _json.WriteBoolean("stream"u8, true);
        _json.WriteEndObject();
    }

    private void WriteStop()
    {
        var stop = CanonicalJson.Stop(body);
        if (stop.Count == 0)
            return;
        _json.WriteStartArray("stop_sequences"u8);
        foreach (var sequence in stop)
            _json.WriteStringValue(sequence);
        _json.WriteEndArray();
    }

    private void WriteSampling(Thinking thinking)
    {
        if (!_model.TakesSampling || thinking.HasBudget)
            return;

        // The canonical range reaches to 2, this wire's to 1; and newer models take one of the two only.
        if (body.Optional("temperature") is { } temperature)
            _json.WriteNumber("temperature"u8, Math.Min(temperature.GetDouble(), 1));
        else if (body.Optional("top_p") is { } topP)
            _json.WriteNumber("top_p"u8, topP.GetDouble());
    }

    private void WriteOutput(Thinking thinking)
    {
        var schema = CanonicalJson.Schema(body);
        if (schema is null && thinking.Effort is null)
            return;
        _json.WriteStartObject("output_config"u8);
        if (thinking.Effort is { } effort)
            _json.WriteString("effort"u8, effort);
        if (schema is { } shape)
        {
            _json.WriteStartObject("format"u8);
            _json.WriteString("type"u8, "json_schema"u8);
            _json.WritePropertyName("schema"u8);
            SchemaWriter.Write(_json, shape);
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
    }

    private void WriteUser()
    {
        if ((body.Optional("safety_identifier") ?? body.Optional("user")) is not { } user)
            return;
        _json.WriteStartObject("metadata"u8);
        _json.WriteString("user_id"u8, user.GetString());
        _json.WriteEndObject();
    }

    private void WriteCache()
    {
        if (body.Optional("cache_control") is { } given)
        {
            _json.WritePropertyName("cache_control"u8);
            given.WriteTo(_json);
        }
        else if (options.Cache == "conversation" && !_marksCache)
        {
            WriteMark();
        }
    }

    private void WriteMark()
    {
        _json.WriteStartObject("cache_control"u8);
        _json.WriteString("type"u8, "ephemeral"u8);
        if (options.CacheLifetime != "5m")
            _json.WriteString("ttl"u8, options.CacheLifetime);
        _json.WriteEndObject();
    }
}
