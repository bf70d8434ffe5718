using System.Text.Json;
using Switchyard.Sdk;

namespace Switchyard.Provider.Gemini;

/// <summary>Writes a canonical embeddings request: one request of this wire for each input.</summary>
internal static class EmbeddingWriter
{
    public static void Write(JsonElement body, TranslatedRequest target)
    {
        var json = target.Json;
        json.WriteStartObject();
        json.WriteStartArray("requests"u8);
        foreach (var input in CanonicalJson.Inputs(body))
        {
            json.WriteStartObject();
            json.WriteString("model"u8, $"models/{target.Model}");
            json.WriteStartObject("content"u8);
            json.WriteStartArray("parts"u8);
            PartWriter.WriteText(json, input);
            json.WriteEndArray();
            json.WriteEndObject();
            if (body.Optional("dimensions") is { } dimensions)
                json.WriteNumber("outputDimensionality"u8, dimensions.GetInt32());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
