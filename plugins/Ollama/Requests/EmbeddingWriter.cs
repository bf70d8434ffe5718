using System.Text.Json;
using Switchyard.Sdk;

namespace Switchyard.Provider.Ollama;

/// <summary>Writes a canonical embeddings request.</summary>
internal static class EmbeddingWriter
{
    public static void Write(JsonElement body, TranslatedRequest target)
    {
        var json = target.Json;
        json.WriteStartObject();
        json.WriteString("model"u8, target.Model);
        json.WriteStartArray("input"u8);
        foreach (var input in CanonicalJson.Inputs(body))
            json.WriteStringValue(input);
        json.WriteEndArray();
        if (body.Optional("dimensions") is { } dimensions)
            json.WriteNumber("dimensions"u8, dimensions.GetInt32());
        json.WriteEndObject();
    }
}
