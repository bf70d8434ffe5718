using System.Text.Json;

namespace Switchyard.Gateway;

/// <summary>Small steps over a request that has to be translated. Each says at which path a value is wrong.</summary>
internal static class JsonRequest
{
    public static JsonElement Parse(ReadOnlyMemory<byte> body, int maxDepth)
    {
        // The checks that every body has to pass, with their sentences.
        JsonChecks.Read(body.Span, maxDepth, string.Empty, static (_, ref reader, _) => SkipMembers(ref reader));
        return JsonElement.Parse(body.Span, new JsonDocumentOptions { MaxDepth = maxDepth });
    }

    /// <summary>A member that is there and not <see langword="null"/>, of the right type.</summary>
    public static bool TryGet(JsonElement parent, string name, JsonKind kind, string path, out JsonElement value)
    {
        if (!parent.TryGetProperty(name, out value) || value.ValueKind == JsonValueKind.Null)
            return false;
        Require(value, kind, Join(path, name));
        return true;
    }

    public static JsonElement Get(JsonElement parent, string name, JsonKind kind, string path) =>
        TryGet(parent, name, kind, path, out var value) ? value : throw JsonChecks.Missing(Join(path, name));

    public static string GetText(JsonElement parent, string name, string path) => Get(parent, name, JsonKind.Text, path).GetString()!;

    public static string? FindText(JsonElement parent, string name, string path) =>
        TryGet(parent, name, JsonKind.Text, path, out var value) ? value.GetString() : null;

    /// <summary>A number of tokens, under the name that its own wire gives it: the canonical form would call it by another.</summary>
    public static int? FindTokens(JsonElement parent, string name)
    {
        if (!TryGet(parent, name, JsonKind.Integer, "", out var value))
            return null;
        return value.TryGetInt32(out var tokens) && tokens > 0
            ? tokens
            : throw new ApiException(ApiError.Invalid(name, $"\"{name}\" must be from 1 to {int.MaxValue}.", "invalid_value"));
    }

    public static void Require(JsonElement value, JsonKind kind, string path)
    {
        var found = value.ValueKind switch
        {
            JsonValueKind.String => JsonKind.Text,
            JsonValueKind.True or JsonValueKind.False => JsonKind.Boolean,
            JsonValueKind.Array => JsonKind.Array,
            JsonValueKind.Object => JsonKind.Object,
            JsonValueKind.Number => value.TryGetInt64(out _) ? JsonKind.Integer | JsonKind.Number : JsonKind.Number,
            _ => JsonKind.Any,
        };
        if ((found & kind) == 0)
            throw JsonChecks.Wrong(path, JsonChecks.Name(kind), TokenOf(value.ValueKind));
    }

    /// <summary>What the gateway cannot translate.</summary>
    public static ApiException Unsupported(string path, string what) =>
        new(ApiError.Invalid(path, $"\"{path}\": {what} cannot be translated for other providers; leave it out.", "unsupported_value"));

    public static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>Copies a member under another name, if it is there.</summary>
    public static void Copy(Utf8JsonWriter json, JsonElement parent, string name, JsonKind kind, string? asName = null)
    {
        if (!TryGet(parent, name, kind, "", out var value))
            return;
        json.WritePropertyName(asName ?? name);
        value.WriteTo(json);
    }

    private static void SkipMembers(ref Utf8JsonReader reader)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!seen.Add(name))
                throw JsonChecks.Repeated(name);
            reader.Read();
            reader.Skip();
        }
    }

    private static JsonTokenType TokenOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => JsonTokenType.String,
        JsonValueKind.Number => JsonTokenType.Number,
        JsonValueKind.True or JsonValueKind.False => JsonTokenType.True,
        JsonValueKind.Array => JsonTokenType.StartArray,
        JsonValueKind.Object => JsonTokenType.StartObject,
        _ => JsonTokenType.Null,
    };
}
