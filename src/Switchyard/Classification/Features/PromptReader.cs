namespace Switchyard;

/// <summary>
/// Reads a prompt once, as UTF-8, and leaves behind what it counted and the hashes of its words. Of a long text only the
/// head and the tail are read word by word: what is asked stands at one of the two ends, and the time stays bounded.
/// </summary>
internal ref partial struct PromptReader
{
    /// <summary>Bytes read word by word at each end of a long text.</summary>
    public const int Window = 4096;

    /// <summary>The most word hashes that one prompt yields; a buffer of this size always suffices.</summary>
    public const int MaxTokens = 2048;

    // Symbols and numbers are words too. Their hashes cannot be those of letters, which are spread over 32 bits.
    private const uint NumberToken = 0x51A7_0000, SymbolToken = 0x51B7_0000;

    private readonly ReadOnlySpan<byte> _text;
    private readonly Span<int> _counts;
    private readonly Span<uint> _tokens;
    private readonly Span<ulong> _seen;
    private int _count;
    private int _at;
    private bool _lineStart;
    private bool _inChoice;
    private bool _choiceHasNumber;
    private bool _thanked;
    private int _wordsBeforeSentence;
    private int _wordsBeforeLine;

    private PromptReader(ReadOnlySpan<byte> text, Span<int> counts, Span<uint> tokens, Span<ulong> seen, int count)
    {
        _text = text;
        _counts = counts;
        _tokens = tokens;
        _seen = seen;
        _count = count;
        _at = 0;
        _lineStart = true;
        _inChoice = _choiceHasNumber = _thanked = false;
        _wordsBeforeSentence = counts[(int)Signal.Words];
        _wordsBeforeLine = counts[(int)Signal.Words] + counts[(int)Signal.Numbers];
    }

    /// <summary>Reads a prompt.</summary>
    /// <param name="text">UTF-8; malformed bytes are read as letters of no word.</param>
    /// <param name="counts">Receives one count per <see cref="Signal"/>.</param>
    /// <param name="tokens">Receives word hashes in order of the text.</param>
    /// <returns>How many word hashes were written.</returns>
    public static int Read(ReadOnlySpan<byte> text, Span<int> counts, Span<uint> tokens)
    {
        counts.Clear();
        text = Trim(text);
        TextCensus.Take(text, counts);
        Span<ulong> seen = stackalloc ulong[64];
        seen.Clear();
        var head = text.Length <= 2 * Window ? text : text.Slice(0, CutAtSpace(text, Window));
        var reader = new PromptReader(head, counts, tokens.Slice(0, head.Length == text.Length ? tokens.Length : tokens.Length / 2), seen, 0);
        reader.ReadAll();
        var count = reader._count;
        if (head.Length < text.Length)
        {
            reader = new PromptReader(text.Slice(CutAtSpace(text, text.Length - Window)), counts, tokens, seen, count);
            reader.ReadAll();
            count = reader._count;
        }

        Close(counts);
        return count;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        int start = 0, end = text.Length;
        while (start < end && text[start] <= ' ') start++;
        while (end > start && text[end - 1] <= ' ') end--;
        return text.Slice(start, end - start);
    }

    // The next space, so that no word is cut; or the place itself, where there is none nearby.
    private static int CutAtSpace(ReadOnlySpan<byte> text, int place)
    {
        for (var i = place; i < place + 64 && i < text.Length; i++)
        {
            if (text[i] <= ' ') return i;
        }

        return place;
    }

    // Without answer choices everything is the stem.
    private static void Close(Span<int> counts)
    {
        if (counts[(int)Signal.Choices] > 0) return;
        TakeStem(counts);
    }

    private static void TakeStem(Span<int> counts)
    {
        counts[(int)Signal.StemCharacters] = counts[(int)Signal.Letters];
        counts[(int)Signal.StemWords] = counts[(int)Signal.Words];
        counts[(int)Signal.StemNumbers] = counts[(int)Signal.Numbers];
        counts[(int)Signal.StemSentences] = counts[(int)Signal.Sentences];
    }

    private void ReadAll()
    {
        var table = ByteClass.Table;
        while (_at < _text.Length)
        {
            var b = _text[_at];
            switch (table[b])
            {
                case ByteClass.Letter:
                    ReadLetters(b);
                    _lineStart = false;
                    break;
                case ByteClass.Digit:
                    if (!_lineStart || !ReadListMark()) ReadNumber();
                    _lineStart = false;
                    break;
                case ByteClass.Symbol:
                    ReadSymbol(b);
                    _lineStart = false;
                    break;
                case ByteClass.Line:
                    EndLine();
                    break;
                default:
                    _at++;
                    break;
            }
        }

        EndLine();
        if (_counts[(int)Signal.Words] > _wordsBeforeSentence) _counts[(int)Signal.EndsWithQuestion] = 0;
    }

    private readonly void Add(Signal signal) => _counts[(int)signal]++;

    // A sentence of nothing but a greeting is none.
    private void EndSentence(bool question)
    {
        if (_counts[(int)Signal.Words] == _wordsBeforeSentence) return;
        Add(Signal.Sentences);
        _counts[(int)Signal.EndsWithQuestion] = question ? 1 : 0;
        _wordsBeforeSentence = _counts[(int)Signal.Words];
    }

    private void Emit(uint token)
    {
        if (_count < _tokens.Length) _tokens[_count++] = token;
    }

    private readonly bool FirstTime(uint hash)
    {
        ref var word = ref _seen[(int)(hash & 63)];
        var bit = 1UL << (int)((hash >> 6) & 63);
        var first = (word & bit) == 0;
        word |= bit;
        return first;
    }
}
