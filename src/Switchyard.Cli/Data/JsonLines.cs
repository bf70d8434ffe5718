using System.IO.Compression;
using System.Text.Json;

namespace Switchyard.Cli;

/// <summary>Reads JSON Lines, plain or gzipped, and says which line of which file is at fault.</summary>
internal static class JsonLines
{
    public static IEnumerable<(JsonElement Value, string Place)> Read(string path)
    {
        using var reader = Open(path);
        var number = 0;
        while (true)
        {
            var line = ReadLine(reader, path);
            if (line is null) yield break;
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            var place = $"{path} line {number}";
            using var document = Parse(line, place);
            yield return (document.RootElement, place);
        }
    }

    public static string Text(JsonElement row, string name, string place)
    {
        return row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new InputException($"{place} has no text \"{name}\": every line needs {{\"{name}\": \"…\"}}.");
    }

    private static StreamReader Open(string path)
    {
        try
        {
            Stream stream = File.OpenRead(path);
            return new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read ({e.Message.TrimEnd('.')}): check the name and that it is a .jsonl or .jsonl.gz file.");
        }
    }

    private static string? ReadLine(StreamReader reader, string path)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (InvalidDataException)
        {
            throw new InputException($"{path} is not gzip data though its name ends in .gz: rename it to .jsonl or compress it.");
        }
    }

    private static JsonDocument Parse(string line, string place)
    {
        try
        {
            var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
            throw new InputException($"{place} is not a JSON object: write one {{…}} per line.");
        }
        catch (JsonException)
        {
            throw new InputException($"{place} is not JSON: write one complete {{…}} per line, without line breaks inside.");
        }
    }
}
