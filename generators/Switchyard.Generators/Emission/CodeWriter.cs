using System.Text;

namespace Switchyard.Generators;

/// <summary>Writes indented lines that end in <c>\n</c> on every system.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _builder = new();
    private int _depth;

    public void Line(string text = "")
    {
        if (text.Length > 0)
            _builder.Append(' ', _depth * 4).Append(text);
        _builder.Append('\n');
    }

    /// <summary>An empty line, unless a block has just been opened.</summary>
    public void Separate()
    {
        if (_builder.Length < 2 || _builder[_builder.Length - 2] != '{')
            Line();
    }

    public void Open(string text)
    {
        Line(text);
        Line("{");
        _depth++;
    }

    public void Close(string end = "")
    {
        _depth--;
        Line("}" + end);
    }

    public void Indented(string text)
    {
        _depth++;
        Line(text);
        _depth--;
    }

    public override string ToString() => _builder.ToString();
}
