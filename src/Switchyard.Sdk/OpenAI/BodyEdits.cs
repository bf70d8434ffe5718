using System.Text;
using System.Text.Json;

namespace Switchyard.Sdk;

/// <summary>Finds what has to change in a canonical request for a vendor that names or rejects some top-level fields otherwise.</summary>
internal sealed class BodyEdits
{
    private static readonly byte[] s_maxTokens = "\"max_completion_tokens\""u8.ToArray();

    private readonly byte[]? _maxTokens;
    private readonly byte[][] _drop;

    public BodyEdits(OpenAIWireOptions options)
    {
        _maxTokens = options.MaxTokensField is { } field ? Quote(field) : null;
        _drop = [.. options.Drop.Select(Quote)];
    }

    /// <summary>The edits of one body besides its model, by rising start; <see langword="null"/> if there is none.</summary>
    public List<BodyEdit>? Find(ReadOnlySpan<byte> body)
    {
        if (!MayConcern(body))
            return null;

        List<BodyEdit>? edits = null;
        var reader = new Utf8JsonReader(body);
        var (previousEnd, keptAny, leading) = (0, false, -1);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var name = body.Slice(start, reader.ValueSpan.Length + 2);
            if (leading >= 0)
            {
                (edits ??= []).Add(new(leading, start - leading, default));
                leading = -1;
            }

            reader.Skip();
            var end = (int)reader.BytesConsumed;
            if (!IsDropped(name))
            {
                if (_maxTokens is not null && name.SequenceEqual(s_maxTokens))
                    (edits ??= []).Add(new(start, name.Length, _maxTokens));
                keptAny = true;
            }
            else if (keptAny)
            {
                // With the comma before it.
                (edits ??= []).Add(new(previousEnd, end - previousEnd, default));
            }
            else
            {
                // With the comma after it, up to the next name.
                leading = start;
            }

            previousEnd = end;
        }

        if (leading >= 0)
            (edits ??= []).Add(new(leading, previousEnd - leading, default));
        return edits;
    }

    // The names are searched for as bytes first: nearly every body is done with after that.
    private bool MayConcern(ReadOnlySpan<byte> body)
    {
        if (_maxTokens is not null && body.IndexOf(s_maxTokens) >= 0)
            return true;
        foreach (var name in _drop)
        {
            if (body.IndexOf(name) >= 0)
                return true;
        }

        return false;
    }

    private bool IsDropped(ReadOnlySpan<byte> name)
    {
        foreach (var other in _drop)
        {
            if (name.SequenceEqual(other))
                return true;
        }

        return false;
    }

    private static byte[] Quote(string name) => Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(name)}\"");
}
