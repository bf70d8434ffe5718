using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Switchyard.Storage;

namespace Switchyard.Gateway;

/// <summary><c>GET /v1/models</c>: what a request may name.</summary>
internal sealed class ModelsEndpoint(ForwardRoutes routes, TimeProvider time)
{
    private readonly long _created = time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>All that a key may use.</summary>
    public async ValueTask ListAsync(HttpContext http, GatewayKey? key, Utf8Buffer output)
    {
        output.Clear();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("object"u8, "list"u8);
            json.WriteStartArray("data"u8);
            foreach (var name in routes.Names.Where(name => IsFor(key, name)))
                Write(json, name);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        await SendAsync(http, output).ConfigureAwait(false);
    }

    /// <summary>One of them by its name.</summary>
    public async ValueTask FindAsync(HttpContext http, GatewayKey? key, string name, Utf8Buffer output)
    {
        if (!routes.Names.Contains(name))
        {
            var match = routes.Find(name);
            throw new ApiException(new(404, "model_not_found", match.Problem ?? $"\"{name}\" is no name of GET /v1/models.") { Param = "model" });
        }

        if (!IsFor(key, name))
            throw new ApiException(new(404, "model_not_found", $"The key does not allow \"{name}\"; GET /v1/models lists what it does.") { Param = "model" });

        output.Clear();
        using (var json = new Utf8JsonWriter(output))
            Write(json, name);
        await SendAsync(http, output).ConfigureAwait(false);
    }

    private bool IsFor(GatewayKey? key, string name)
    {
        if (key is null)
            return true;
        if (TierNames.TryParse(name, out var tier))
            return key.Allows(tier);
        return routes.Find(name).Route is { } forward
            ? forward.Route.Candidates.All(candidate => key.Allows(candidate.FullId))
            : key is { Models.Count: 0, Tiers.Count: 0 };
    }

    private void Write(Utf8JsonWriter json, string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        json.WriteStartObject();
        json.WriteString("id"u8, name);
        json.WriteString("object"u8, "model"u8);
        json.WriteNumber("created"u8, _created);
        json.WriteString("owned_by"u8, slash < 0 ? "switchyard" : name[..slash]);
        json.WriteEndObject();
    }

    private static async ValueTask SendAsync(HttpContext http, Utf8Buffer output)
    {
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = output.Length;
        await http.Response.BodyWriter.WriteAsync(output.Memory).ConfigureAwait(false);
    }
}
