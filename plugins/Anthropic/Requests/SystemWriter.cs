using System.Text.Json;
using Switchyard.Sdk;

namespace Switchyard.Provider.Anthropic;

/// <summary>Writes <c>system</c>: the texts of all system and developer messages, wherever they stand. The wire has one place for them.</summary>
internal sealed class SystemWriter
{
    private const string JsonOnly = "Answer with one JSON object and nothing else.";

    private readonly Utf8JsonWriter _json;
    private readonly List<ChatPart> _parts = [];

    public SystemWriter(Utf8JsonWriter json, IReadOnlyList<JsonElement> messages, bool asksForJson)
    {
        _json = json;
        for (var index = 0; index < messages.Count; index++)
        {
            var path = $"messages[{index}]";
            if (CanonicalJson.Role(messages[index], path) == "system")
                _parts.AddRange(CanonicalJson.Parts(messages[index], path));
        }

        AsksForJson = asksForJson;
    }

    /// <summary>Whether there is anything to write.</summary>
    public bool HasText => _parts.Count > 0 || AsksForJson;

    private bool AsksForJson { get; }

    /// <param name="mark">Marks the last text as the end of what is to be cached; <see langword="null"/> for no mark.</param>
    public void Write(Action? mark)
    {
        if (!HasText)
            return;
        _json.WriteStartArray("system"u8);
        for (var index = 0; index < _parts.Count; index++)
        {
            var isLast = index == _parts.Count - 1 && !AsksForJson;
            ContentWriter.Write(_json, _parts[index], "system", isLast ? mark : null);
        }

        // The wire has no switch for it: it is asked for in words.
        if (AsksForJson)
        {
            _json.WriteStartObject();
            _json.WriteString("type"u8, "text"u8);
            _json.WriteString("text"u8, JsonOnly);
            mark?.Invoke();
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }
}
