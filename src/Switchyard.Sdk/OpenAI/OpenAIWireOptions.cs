using System.Text.Json;

namespace Switchyard.Sdk;

/// <summary>How one vendor's OpenAI wire differs from OpenAI's: the <c>options</c> of its manifest.</summary>
public sealed record OpenAIWireOptions
{
    /// <summary><c>path</c>: what follows the endpoint. Default <c>chat/completions</c>; may have a query.</summary>
    public string Path { get; init; } = "chat/completions";

    /// <summary><c>embeddingsPath</c>: what follows the endpoint for embeddings. Default <c>embeddings</c>; may have a query.</summary>
    public string EmbeddingsPath { get; init; } = "embeddings";

    /// <summary><c>keyHeader</c>: the header that carries the bare key; <see langword="null"/> (the default) for <c>Authorization: Bearer</c>.</summary>
    public string? KeyHeader { get; init; }

    /// <summary><c>maxTokensField</c>: what the vendor calls <c>max_completion_tokens</c>; <see langword="null"/> if the same.</summary>
    public string? MaxTokensField { get; init; }

    /// <summary><c>drop</c>: top-level fields of the request that the vendor rejects, such as <c>stream_options</c>.</summary>
    public IReadOnlyList<string> Drop { get; init; } = [];

    /// <summary><c>headers</c>: headers sent with every request. Never for secrets.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary><c>proxy</c>: whether the proxy of the environment is used. Default no.</summary>
    public bool UseProxy { get; init; }

    /// <summary>Reads the <c>options</c> of a manifest.</summary>
    /// <param name="manifest">The manifest, as UTF-8 JSON.</param>
    /// <returns>The options; the defaults where the manifest says nothing.</returns>
    /// <exception cref="FormatException">An option is unknown or of the wrong type; the message names its JSON path.</exception>
    public static OpenAIWireOptions Read(ReadOnlySpan<byte> manifest)
    {
        var reader = new Utf8JsonReader(manifest);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("options"u8))
                return ReadOptions(ref reader);
            reader.Skip();
        }

        return new();
    }

    private static OpenAIWireOptions ReadOptions(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject, "$.options", "an object");
        var options = new OpenAIWireOptions();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            options = name switch
            {
                "path" => options with { Path = Text(ref reader, name) },
                "embeddingsPath" => options with { EmbeddingsPath = Text(ref reader, name) },
                "keyHeader" => options with { KeyHeader = Text(ref reader, name) },
                "maxTokensField" => options with { MaxTokensField = Text(ref reader, name) },
                "drop" => options with { Drop = Texts(ref reader, name) },
                "headers" => options with { Headers = Pairs(ref reader, name) },
                "proxy" => options with { UseProxy = Flag(ref reader, name) },
                _ => throw new FormatException(
                    $"$.options.{name}: unknown here; known are path, embeddingsPath, keyHeader, maxTokensField, drop, headers, proxy."),
            };
        }

        return options;
    }

    private static string Text(ref Utf8JsonReader reader, string name)
    {
        Expect(ref reader, JsonTokenType.String, $"$.options.{name}", "a string");
        return reader.GetString()!;
    }

    private static bool Flag(ref Utf8JsonReader reader, string name)
    {
        reader.Read();
        return reader.TokenType is JsonTokenType.True or JsonTokenType.False
            ? reader.GetBoolean()
            : throw new FormatException($"$.options.{name}: this must be true or false.");
    }

    private static List<string> Texts(ref Utf8JsonReader reader, string name)
    {
        Expect(ref reader, JsonTokenType.StartArray, $"$.options.{name}", "an array of strings");
        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String)
                throw new FormatException($"$.options.{name}[{texts.Count}]: this must be a string.");
            texts.Add(reader.GetString()!);
        }

        return texts;
    }

    private static Dictionary<string, string> Pairs(ref Utf8JsonReader reader, string name)
    {
        Expect(ref reader, JsonTokenType.StartObject, $"$.options.{name}", "an object of strings");
        var pairs = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var header = reader.GetString()!;
            pairs[header] = Text(ref reader, $"{name}.{header}");
        }

        return pairs;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token, string path, string what)
    {
        reader.Read();
        if (reader.TokenType != token)
            throw new FormatException($"{path}: this must be {what}.");
    }
}
