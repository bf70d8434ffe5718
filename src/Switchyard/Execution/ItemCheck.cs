using System.Text.Json;

namespace Switchyard;

/// <summary>Holds the items of a streamed list to their schema before anybody gets them.</summary>
internal sealed class ItemCheck<T>(ValueReader<T> item) : IStreamCheck
{
    private readonly ItemScanner _scanner = new();

    public bool HasItem { get; private set; }

    public string? Misfit { get; private set; }

    public bool Accept(ReadOnlySpan<byte> text)
    {
        _scanner.Append(text);
        try
        {
            while (_scanner.TryNext(out var json))
            {
                Read(json, item);
                HasItem = true;
            }

            // A list without items is an answer too.
            HasItem |= _scanner.IsEnded;
            return true;
        }
        catch (JsonException exception)
        {
            Misfit = exception is MisfitException ? exception.Message : "An item is no well-formed JSON.";
            return false;
        }
    }

    public bool End()
    {
        if (!_scanner.IsEnded)
            Misfit = "The answer ends before its list of items does.";
        return _scanner.IsEnded;
    }

    /// <summary>Reads one item.</summary>
    /// <exception cref="JsonException">It does not fit.</exception>
    public static T Read(ReadOnlySpan<byte> json, ValueReader<T> item)
    {
        var reader = new AnswerReader(json);
        var value = item(ref reader);
        reader.End();
        return value;
    }
}
