using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>The bodies of <c>GET /models</c> and <c>GET /models/{id}</c>.</summary>
internal static class ModelsJson
{
    public static void WriteAll(Utf8JsonWriter json, ServerState server)
    {
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        foreach (var model in server.Options.Models)
            WriteOne(json, model, server);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteOne(Utf8JsonWriter json, SimulatedModel model, ServerState server)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, model.Id);
        json.WriteString("object"u8, "model"u8);
        json.WriteNumber("created"u8, server.Started.ToUnixTimeSeconds());
        json.WriteString("owned_by"u8, "simulator"u8);
        json.WriteEndObject();
    }
}
