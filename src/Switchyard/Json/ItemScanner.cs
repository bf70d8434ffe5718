namespace Switchyard;

/// <summary>Finds the items of a JSON list while its text is still coming: the list itself, or the member <c>items</c> of an object.</summary>
internal sealed class ItemScanner
{
    private readonly Utf8Buffer _text = new();
    private int _position;
    private int _itemStart = -1;
    private int _depth;
    private int _stringStart;
    private (int Start, int End) _key;
    private bool _isInString;
    private bool _isEscaped;
    private bool _isInList;
    private int _listDepth;

    /// <summary>Whether the list's end has come.</summary>
    public bool IsEnded { get; private set; }

    public void Append(ReadOnlySpan<byte> text) => _text.Write(text);

    /// <summary>The next item that is complete.</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryNext(out ReadOnlySpan<byte> item)
    {
        while (_position < _text.Length && !IsEnded)
        {
            var current = _text.Span[_position];
            if (current is (byte)',' or (byte)']' && IsBetweenItems && TryTake(out item))
                return true;

            Step(current);
            _position++;
            if (current is (byte)'}' or (byte)']' or (byte)'"' && IsBetweenItems && TryTake(out item))
                return true;
        }

        item = default;
        return false;
    }

    private bool IsBetweenItems => _isInList && _depth == _listDepth && !_isInString;

    private bool TryTake(out ReadOnlySpan<byte> item)
    {
        item = _itemStart < 0 ? default : _text.Span[_itemStart.._position];
        _itemStart = -1;
        return !item.IsEmpty;
    }

    private void Step(byte current)
    {
        if (_isInString)
        {
            StepInString(current);
            return;
        }

        if (IsBetweenItems && _itemStart < 0 && !IsSpace(current) && current is not ((byte)',' or (byte)']'))
            _itemStart = _position;

        switch (current)
        {
            // Before the JSON there may be words, in which a quote means nothing.
            case (byte)'"' when _depth > 0:
                (_isInString, _stringStart) = (true, _position + 1);
                break;
            case (byte)'{':
                _depth++;
                break;
            case (byte)'[':
                _depth++;
                if (!_isInList && (_depth == 1 || (_depth == 2 && IsItemsKey())))
                    (_isInList, _listDepth) = (true, _depth);
                break;
            case (byte)'}' or (byte)']' when _depth > 0:
                IsEnded = _isInList && _depth == _listDepth;
                _depth--;
                break;
        }
    }

    private void StepInString(byte current)
    {
        if (_isEscaped)
        {
            _isEscaped = false;
        }
        else if (current == '\\')
        {
            _isEscaped = true;
        }
        else if (current == '"')
        {
            _isInString = false;
            if (_depth == 1)
                _key = (_stringStart, _position);
        }
    }

    private bool IsItemsKey() => _text.Span[_key.Start.._key.End].SequenceEqual("items"u8);

    private static bool IsSpace(byte character) => character is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
