using System.Text.Json;

namespace Switchyard.Gateway;

/// <summary>What the gateway has to know of an embeddings request. Everything else stays bytes.</summary>
internal sealed class EmbeddingsScan
{
    private const int MostInputs = 2048;

    private readonly List<(int Start, int End)> _kept = [];

    /// <summary>The value of <c>model</c>.</summary>
    public string Model { get; private set; } = "";

    /// <summary>The value of <c>user</c>; <see langword="null"/> for none.</summary>
    public string? User { get; private set; }

    private bool HasInput { get; set; }

    /// <exception cref="ApiException">It is no embeddings request.</exception>
    public static EmbeddingsScan Read(ReadOnlySpan<byte> body, int maxDepth)
    {
        var scan = new EmbeddingsScan();
        JsonChecks.Read(body, maxDepth, scan, static (scan, ref reader, _) => scan.ReadMembers(ref reader));
        if (scan.Model.Length == 0)
            throw JsonChecks.Missing("model");
        return scan.HasInput ? scan : throw JsonChecks.Missing("input");
    }

    public void WriteKept(ReadOnlySpan<byte> body, Call call)
    {
        foreach (var (start, end) in _kept)
        {
            call.WriteJson(","u8);
            call.WriteJson(body[start..end]);
        }
    }

    private void ReadMembers(ref Utf8JsonReader reader)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var name = reader.GetString()!;
            if (!seen.Add(name))
                throw JsonChecks.Repeated(name);
            reader.Read();
            if (name == "model")
            {
                JsonChecks.RequireGiven(ref reader, JsonKind.Text, name);
                Model = reader.GetString()!;
                continue;
            }

            if (name == "input")
                ReadInput(ref reader);
            else if (name == "user" && JsonChecks.Require(ref reader, JsonKind.Text, name))
                User = reader.GetString();
            else if (name == "dimensions")
                JsonChecks.Require(ref reader, JsonKind.Integer, name);
            else if (name == "encoding_format")
                ReadFormat(ref reader);
            reader.Skip();
            _kept.Add((start, (int)reader.BytesConsumed));
        }
    }

    private void ReadInput(ref Utf8JsonReader reader)
    {
        HasInput = true;
        JsonChecks.RequireGiven(ref reader, JsonKind.Text | JsonKind.Array, "input");
        if (reader.TokenType != JsonTokenType.StartArray)
            return;

        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            JsonChecks.RequireGiven(ref reader, JsonKind.Text | JsonKind.Integer | JsonKind.Array, $"input[{count}]");
            reader.Skip();
            if (++count > MostInputs)
                throw new ApiException(ApiError.Invalid("input", $"\"input\" may have at most {MostInputs} entries.", "invalid_value"));
        }

        if (count == 0)
            throw new ApiException(ApiError.Invalid("input", "\"input\" is empty; add at least one text.", "invalid_value"));
    }

    private static void ReadFormat(ref Utf8JsonReader reader)
    {
        if (JsonChecks.Require(ref reader, JsonKind.Text, "encoding_format") && !reader.ValueTextEquals("float"u8) && !reader.ValueTextEquals("base64"u8))
            throw new ApiException(ApiError.Invalid("encoding_format", "\"encoding_format\" must be \"float\" or \"base64\".", "invalid_value"));
    }
}
