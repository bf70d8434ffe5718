using System.Text.Json;

namespace Switchyard.Sdk;

/// <summary>Refuses requests with parameters that a wire does not have: what is lost without a word changes answers without a word.</summary>
internal static class CanonicalParameters
{
    public static void Refuse(JsonElement body, WireOptions options)
    {
        foreach (var name in options.Unsupported)
        {
            if (body.TryGetProperty(name, out var value) && !IsNeutral(name, value) && !options.Drop.Contains(name))
                throw new TranslationException($"{name}: this provider has no such parameter; leave it out, or list it under options.drop in its manifest.");
        }
    }

    // Asks for what is so anyway.
    private static bool IsNeutral(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.Number => value.TryGetDouble(out var number) && number == (name == "n" ? 1 : 0),
        JsonValueKind.Array => name == "modalities" ? value.GetArrayLength() == 1 && value[0].ValueEquals("text"u8) : value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().MoveNext(),
        _ => false,
    };
}
