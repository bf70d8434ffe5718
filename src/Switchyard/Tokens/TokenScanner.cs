using System.Buffers.Text;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Switchyard;

/// <summary>
/// Takes in text piece by piece, as it is or as the inside of a JSON string, and counts its features. Pieces join without a seam; nothing is
/// allocated.
/// </summary>
/// <param name="counts">Where the counts go, <see cref="FeatureCount"/> of them, all zero.</param>
/// <param name="buffer">Working memory, <see cref="BufferBytes"/> of it.</param>
internal ref struct TokenScanner(Span<int> counts, Span<byte> buffer)
{
    public const int FeatureCount = (int)TextFeature.Scripts + (2 * (int)TextScript.Count);
    public const int BufferBytes = 1 + Capacity + TextMasks.Bytes + MaxCharacterBytes;

    // The byte before a block and the last character in it are looked at too, so neither may be cut off.
    private const int Capacity = 1024;
    private const int LongestRun = 8;
    private const int MaxCharacterBytes = 4;

    private readonly Span<int> _counts = counts;
    private readonly Span<byte> _buffer = buffer;
    private TextFeatures _features = new(counts);
    private int _filled;
    private int _scriptEnd = -1;
    private TextScript _script = TextScript.Count;
    private uint _highSurrogate;

    /// <summary>Whether the vector instructions are left unused; for the test that they make no difference.</summary>
    public bool IsScalar { get; init; }

    /// <summary>Takes in UTF-8 text.</summary>
    public void Append(scoped ReadOnlySpan<byte> text)
    {
        while (true)
        {
            var length = Math.Min(text.Length, Capacity - _filled);
            text[..length].CopyTo(_buffer[(1 + _filled)..]);
            _filled += length;
            text = text[length..];
            if (text.IsEmpty)
                return;
            Drain();
        }
    }

    /// <summary>Takes in the inside of a JSON string.</summary>
    public void AppendEscaped(scoped ReadOnlySpan<byte> json)
    {
        while (true)
        {
            var run = json.IndexOf((byte)'\\');
            if (run < 0)
            {
                Append(json);
                return;
            }

            Append(json[..run]);
            json = json[run..];
            json = json[AppendEscape(json)..];
        }
    }

    /// <summary>What comes now is another text: no word continues over this place.</summary>
    public void Separate() => Append(0);

    /// <summary>Counts what is left. Nothing may be taken in afterwards.</summary>
    /// <returns>The tokens; 0 only if nothing was taken in.</returns>
    public int Finish()
    {
        Drain();
        _buffer.Slice(1 + _filled, TextMasks.Bytes + MaxCharacterBytes).Clear();
        for (var start = 1; start <= _filled; start += TextMasks.Bytes)
            AddBlock(start);

        // The weights are fitted on words. What no word is, such as a letter a thousand times, still has a token for every few bytes: the longest
        // runs of one letter in current vocabularies have 8 to 16 (o200k, measured with the tokenizer of the tests).
        return Math.Max(TokenWeights.Sum(_counts), _counts[(int)TextFeature.WordBytes] / LongestRun);
    }

    private void Append(byte value)
    {
        if (_filled == Capacity)
            Drain();
        _buffer[1 + _filled++] = value;
    }

    /// <summary>Counts whole blocks and moves the rest to the front.</summary>
    private void Drain()
    {
        var start = 1;
        for (; start + TextMasks.Bytes + MaxCharacterBytes <= _filled + 1; start += TextMasks.Bytes)
            AddBlock(start);

        var done = start - 1;
        _buffer.Slice(done, _filled - done + 1).CopyTo(_buffer);
        _filled -= done;
        _scriptEnd -= done;
    }

    private void AddBlock(int start)
    {
        ref var block = ref Unsafe.Add(ref MemoryMarshal.GetReference(_buffer), start);
        var masks = IsScalar ? TextMasks.OfScalar(ref block) : TextMasks.Of(ref block);
        _features.Add(masks);
        for (var leads = masks.Lead; leads != 0; leads &= leads - 1)
            AddCharacter(start + BitOperations.TrailingZeroCount(leads));
    }

    private void AddCharacter(int at)
    {
        ref var bytes = ref Unsafe.Add(ref MemoryMarshal.GetReference(_buffer), at);
        int first = bytes, second = Unsafe.Add(ref bytes, 1) & 0x3F, third = Unsafe.Add(ref bytes, 2) & 0x3F;
        var (codePoint, length) = first switch
        {
            < 0xE0 => (((first & 0x1F) << 6) | second, 2),
            < 0xF0 => (((first & 0x0F) << 12) | (second << 6) | third, 3),
            _ => (((first & 0x07) << 18) | (second << 12) | (third << 6) | (Unsafe.Add(ref bytes, 3) & 0x3F), 4),
        };
        var script = TextScripts.Of(codePoint);
        var feature = (int)TextFeature.Scripts + (2 * (int)script);
        var group = TextScripts.Group(script);
        _counts[feature]++;
        if (at != _scriptEnd || group != _script)
            _counts[feature + 1]++;

        (_scriptEnd, _script) = (at + length, group);
    }

    /// <summary>Takes in one escape sequence.</summary>
    /// <returns>Its length.</returns>
    private int AppendEscape(scoped ReadOnlySpan<byte> escape)
    {
        if (escape.Length < 2)
            return escape.Length;

        if (escape[1] == 'u' && escape.Length >= 6 && Utf8Parser.TryParse(escape[2..6], out uint unit, out var digits, 'X') && digits == 4)
        {
            AppendUnit(unit);
            return 6;
        }

        Append(escape[1] switch
        {
            (byte)'n' or (byte)'f' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            (byte)'b' => 0,
            var other => other,
        });
        return 2;
    }

    private void AppendUnit(uint unit)
    {
        if (char.IsHighSurrogate((char)unit))
        {
            _highSurrogate = unit;
            return;
        }

        Span<byte> bytes = stackalloc byte[MaxCharacterBytes];
        var isPair = char.IsLowSurrogate((char)unit) && _highSurrogate != 0;
        var rune = isPair ? new Rune((char)_highSurrogate, (char)unit) : Rune.TryCreate(unit, out var single) ? single : Rune.ReplacementChar;
        _highSurrogate = 0;
        Append(bytes[..rune.EncodeToUtf8(bytes)]);
    }
}
