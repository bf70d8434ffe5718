namespace Switchyard;

internal ref partial struct PromptReader
{
    private void ReadSymbol(byte b)
    {
        if (_lineStart && ReadListMark()) return;
        var next = _at + 1 < _text.Length ? _text[_at + 1] : (byte)' ';
        switch (b)
        {
            case (byte)'.' or (byte)'!':
                if (next <= ' ' || next == '"') EndSentence(question: false);
                break;
            case (byte)'?':
                Add(Signal.Questions);
                EndSentence(question: true);
                break;
            case (byte)',': Add(Signal.Commas); break;
            case (byte)'%': Add(Signal.Percents); break;
            case (byte)'$': Add(Signal.Currencies); break;
            case (byte)'/': Add(Signal.Slashes); break;
            case (byte)'=': Add(Signal.EqualSigns); break;
            case (byte)'\\' or (byte)'^': Add(Signal.MathMarks); break;
            case (byte)'_':
                if (next == '_') ReadBlank(); else Add(Signal.MathMarks);
                break;
            case (byte)'+' or (byte)'*' or (byte)'-' or (byte)'<' or (byte)'>': Add(Signal.Operators); break;
            case (byte)'[' or (byte)'{': Add(Signal.Brackets); break;
            case (byte)'(': Add(Signal.Parentheses); break;
            case (byte)'"' or (byte)'\'':
                Add(Signal.Quotes);
                if (b == '"' && next == ':') Add(Signal.JsonKeys);
                break;
            case (byte)':' or (byte)';': Add(Signal.Colons); break;
            case (byte)'|': Add(Signal.TableBars); break;
            case (byte)'`':
                if (next == '`' && _at + 2 < _text.Length && _text[_at + 2] == '`')
                {
                    Add(Signal.CodeFences);
                    _at += 2;
                }

                break;
        }

        _at++;
        if (b is not ((byte)'.' or (byte)',' or (byte)'?' or (byte)'!')) Emit(WordHash.Finish(SymbolToken + b));
    }

    private void ReadBlank()
    {
        Add(Signal.Blanks);
        while (_at + 1 < _text.Length && _text[_at + 1] == '_') _at++;
    }

    // "A. ", "(B) ", "3) ", "- ": a choice or an item of a list. A choice ends the stem.
    private bool ReadListMark()
    {
        var open = _text[_at] == '(' ? 1 : 0;
        if (_at + open + 1 >= _text.Length) return false;
        byte mark = _text[_at + open], close = _text[_at + open + 1];
        var after = _at + open + 2 < _text.Length ? _text[_at + open + 2] : (byte)' ';
        if (open == 0 && mark is (byte)'-' or (byte)'*' && close == ' ')
        {
            Add(Signal.ListItems);
            _at += 2;
            return true;
        }

        var closed = close == ')' || (close == '.' && open == 0);
        if (!closed || after > ' ') return false;
        if ((uint)(mark - '0') <= 9)
        {
            Add(Signal.ListItems);
        }
        else if ((uint)((mark | 0x20) - 'a') <= 'j' - 'a')
        {
            if (_counts[(int)Signal.Choices] == 0) TakeStem(_counts);
            Add(Signal.Choices);
            _inChoice = true;
        }
        else
        {
            return false;
        }

        _at += open + 2;
        return true;
    }

    private void EndLine()
    {
        var content = _counts[(int)Signal.Words] + _counts[(int)Signal.Numbers];
        if (!_lineStart && content > _wordsBeforeLine) Add(Signal.Lines);     // nor do lines without a word
        _wordsBeforeLine = content;
        if (_inChoice && _choiceHasNumber) Add(Signal.ChoicesWithNumbers);
        _inChoice = _choiceHasNumber = false;
        _lineStart = true;
        if (++_at < _text.Length && _text[_at] is (byte)' ' or (byte)'\t' && _at + 2 < _text.Length && _text[_at + 1] is (byte)' ') Add(Signal.Indents);
    }
}
