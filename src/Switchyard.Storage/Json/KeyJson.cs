using System.Text.Json;

namespace Switchyard.Storage;

/// <summary>Keys as JSON.</summary>
internal static class KeyJson
{
    /// <summary>A key with its secret, at the only moment when there is one.</summary>
    public static void Write(Utf8JsonWriter writer, IssuedKey issued)
    {
        writer.WriteStartObject();
        writer.WriteString("id", issued.Key.Id);
        writer.WriteString("name", issued.Key.Name);
        writer.WriteString("secret", issued.Secret);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, IReadOnlyList<GatewayKey> keys, DateTimeOffset now)
    {
        writer.WriteStartArray();
        foreach (var key in keys)
        {
            writer.WriteStartObject();
            writer.WriteString("id", key.Id);
            writer.WriteString("name", key.Name);
            writer.WriteString("team", key.Team);
            writer.WriteList("tags", key.Tags);
            writer.WriteList("models", key.Models);
            writer.WriteList("tiers", key.Tiers.Select(static tier => tier.ToString().ToLowerInvariant()));
            writer.WriteNumber("requestsPerMinute", (decimal?)key.RequestsPerMinute);
            writer.WriteNumber("tokensPerMinute", (decimal?)key.TokensPerMinute);
            writer.WriteNumber("parallel", (decimal?)key.Parallel);
            writer.WriteTime("created", key.Created);
            writer.WriteTime("expires", key.Expires);
            writer.WriteTime("revoked", key.Revoked);
            writer.WriteString("state", State(key, now));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Whether a key is accepted, and if not, why.</summary>
    public static string State(GatewayKey key, DateTimeOffset now) => key switch
    {
        { Revoked: not null } => "revoked",
        { Expires: { } expires } when expires <= now => "expired",
        _ => "active",
    };
}
