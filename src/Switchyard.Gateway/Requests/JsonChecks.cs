using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Switchyard.Gateway;

/// <summary>Checks the types of a request's fields, and says at which path one is wrong.</summary>
internal static class JsonChecks
{
    /// <summary>Checks the value that the reader stands on; <see langword="null"/> passes, it means that the field is left out.</summary>
    /// <returns>Whether there is a value.</returns>
    public static bool Require(ref Utf8JsonReader value, JsonKind kind, string path)
    {
        if (kind == JsonKind.Any)
            return true;

        var isRight = value.TokenType switch
        {
            JsonTokenType.Null => true,
            JsonTokenType.String => (kind & JsonKind.Text) != 0,
            JsonTokenType.True or JsonTokenType.False => (kind & JsonKind.Boolean) != 0,
            JsonTokenType.StartArray => (kind & JsonKind.Array) != 0,
            JsonTokenType.StartObject => (kind & JsonKind.Object) != 0,
            _ => (kind & JsonKind.Number) != 0 || ((kind & JsonKind.Integer) != 0 && value.TryGetInt64(out _)),
        };
        return isRight ? value.TokenType != JsonTokenType.Null : throw Wrong(path, Name(kind), value.TokenType);
    }

    /// <summary>As <see cref="Require"/>, where a value has to be given.</summary>
    public static void RequireGiven(ref Utf8JsonReader value, JsonKind kind, string path)
    {
        if (!Require(ref value, kind, path))
            throw Wrong(path, Name(kind), JsonTokenType.Null);
    }

    public static ApiException Wrong(string path, string expected, JsonTokenType found) =>
        new(ApiError.Invalid(path, $"\"{path}\" must be {expected}, but is {Name(found)}.", "invalid_type"));

    public static ApiException Missing(string path) =>
        new(ApiError.Invalid(path, $"\"{path}\" is missing; add it.", "missing_field"));

    /// <summary>A member that is there twice: whoever reads the body after us may take the other one.</summary>
    public static ApiException Repeated(string path) =>
        new(ApiError.Invalid(path, $"\"{path}\" is there twice; write it once.", "repeated_field"));

    /// <summary>Runs a reader over a body, and words what it throws.</summary>
    public static void Read<T>(ReadOnlySpan<byte> body, int maxDepth, T target, JsonBodyReader<T> read)
        where T : class
    {
        if (body.StartsWith(Encoding.UTF8.Preamble))
            body = body[Encoding.UTF8.Preamble.Length..];
        if (body.IsEmpty)
            throw new ApiException(ApiError.Invalid(null, "The body is empty; send a JSON object.", "invalid_json"));
        if (!Utf8.IsValid(body))
            throw new ApiException(ApiError.Invalid(null, "The body is no valid UTF-8.", "invalid_json"));

        var reader = default(Utf8JsonReader);
        try
        {
            reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = maxDepth });
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new ApiException(ApiError.Invalid(null, $"The body must be a JSON object, but is {Name(reader.TokenType)}.", "invalid_type"));
            read(target, ref reader, body);

            // Finds what follows the object, which must be nothing.
            reader.Read();
        }
        catch (JsonException exception)
        {
            throw new ApiException(ApiError.Invalid(null, Sentence(exception, reader.CurrentDepth, maxDepth), "invalid_json"));
        }
        catch (InvalidOperationException)
        {
            // What the reader throws for an escaped lone surrogate.
            throw new ApiException(ApiError.Invalid(null, "A string in the body holds half a surrogate pair, which is no text.", "invalid_json"));
        }
    }

    private static string Sentence(JsonException exception, int depth, int maxDepth) =>
        depth >= maxDepth - 1
            ? $"The body is nested deeper than {maxDepth} levels."
            : $"The body is no valid JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.";

    private static string Name(JsonTokenType type) => type switch
    {
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.StartObject => "an object",
        _ => "null",
    };

    public static string Name(JsonKind kind)
    {
        var names = new List<string>();
        foreach (var (flag, name) in (ReadOnlySpan<(JsonKind, string)>)
            [
                (JsonKind.Text, "a string"), (JsonKind.Number, "a number"), (JsonKind.Integer, "an integer"),
                (JsonKind.Boolean, "a boolean"), (JsonKind.Array, "an array"), (JsonKind.Object, "an object"),
            ])
        {
            if ((kind & flag) != 0)
                names.Add(name);
        }

        return string.Join(" or ", names);
    }
}
