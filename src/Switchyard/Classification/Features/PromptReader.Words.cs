namespace Switchyard;

internal ref partial struct PromptReader
{
    private void ReadLetters(byte first)
    {
        if (_lineStart && ReadListMark()) return;
        if (first >= 0xC2 && ReadWide(first)) return;
        var table = ByteClass.Table;
        var start = _at;
        uint hash = WordHash.Seed, before = hash;
        while (_at < _text.Length)
        {
            var b = _text[_at];
            if (table[b] != ByteClass.Letter && !(b == '\'' && _at + 1 < _text.Length && table[_text[_at + 1]] == ByteClass.Letter)) break;
            if (b is 0xC2 or (>= 0xE2 and <= 0xED)) break;      // punctuation, or a script without spaces
            before = hash;
            hash = WordHash.Next(hash, ByteClass.Lower(b));
            _at++;
        }

        var length = _at - start;
        if (length == 0)
        {
            _at++;
            return;
        }

        if (length > 1 && WordHash.HasPlural(length, ByteClass.Lower(_text[_at - 1]), ByteClass.Lower(_text[_at - 2]))) hash = before;
        AddWord(WordHash.Finish(hash), length);
    }

    // What goes on with a greeting or with thanks: "hi there", "thanks everyone", "thank you".
    private static readonly uint[] s_addressed = [WordHash.Of("you"), WordHash.Of("there"), WordHash.Of("everyone"), WordHash.Of("everybody"), WordHash.Of("folks"), WordHash.Of("team")];

    private void AddWord(uint hash, int length)
    {
        var signal = Lexicon.Find(hash);
        if (signal == Signal.Courtesy)
        {
            Add(signal);                                        // a greeting must not move the decision
            _thanked = true;
            return;
        }

        if (_thanked && Array.IndexOf(s_addressed, hash) >= 0) return;
        _thanked = false;

        if (signal == Signal.Turn && !(_at < _text.Length && _text[_at] == ':')) signal = Signal.Count;
        if (signal != Signal.Count) Add(signal);
        Add(Signal.Words);
        _counts[(int)Signal.Letters] += length;
        if (length >= 9) Add(Signal.LongWords);
        if (FirstTime(hash)) Add(Signal.DistinctWords);
        Emit(hash);
    }

    // One character of three bytes: a word by itself in Chinese, Japanese and Korean; a mark otherwise.
    private bool ReadWide(byte first)
    {
        if (first == 0xC2)
        {
            _at += 2;
            return true;
        }

        if (first is < 0xE2 or > 0xED || _at + 2 >= _text.Length) return false;
        byte second = _text[_at + 1], third = _text[_at + 2];
        _at += 3;
        if (first == 0xE2)
        {
            if (second is >= 0x88 and <= 0x8B) Add(Signal.MathMarks);
            return true;
        }

        if (first == 0xE3 && second == 0x80) return true;       // ideographic punctuation
        AddWord(WordHash.Finish(WordHash.Next(WordHash.Next(WordHash.Next(WordHash.Seed, first), second), third)), 3);
        return true;
    }

    private void ReadNumber()
    {
        var table = ByteClass.Table;
        var digits = 0;
        var point = false;
        var hash = WordHash.Seed;
        while (_at < _text.Length)
        {
            var b = _text[_at];
            if (table[b] == ByteClass.Digit)
            {
                digits++;
                hash = WordHash.Next(hash, b);
            }
            else if (b is (byte)'.' or (byte)',' && _at + 1 < _text.Length && table[_text[_at + 1]] == ByteClass.Digit)
            {
                point |= b == '.';
            }
            else
            {
                break;
            }

            _at++;
        }

        Add(Signal.Numbers);
        if (point) Add(Signal.Decimals);
        if (digits >= 4) Add(Signal.BigNumbers);
        if (FirstTime(WordHash.Finish(hash ^ NumberToken))) Add(Signal.DistinctNumbers);
        _choiceHasNumber |= _inChoice;
        Emit(WordHash.Finish(NumberToken + (uint)(digits > 5 ? 5 : digits) + (point ? 8u : 0u)));
    }
}
