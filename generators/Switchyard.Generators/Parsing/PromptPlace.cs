using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Switchyard.Generators;

/// <summary>Where a message stands, for diagnostics.</summary>
/// <param name="task">The task's id.</param>
/// <param name="attribute">The attribute's name.</param>
/// <param name="data">The attribute.</param>
/// <param name="file">The file that the text stands in; <see langword="null"/> for the attribute itself.</param>
/// <param name="cancellationToken">Gives up.</param>
internal sealed class PromptPlace(string task, string attribute, AttributeData data, AdditionalText? file, CancellationToken cancellationToken)
{
    public string Task { get; } = task;

    public string Attribute { get; } = attribute;

    /// <summary>The argument, or the attribute if it has none.</summary>
    public Location? Whole => file is not null ? InFile(0, 0) : Syntax()?.GetLocation();

    /// <summary>
    /// The place of a placeholder's name, or of what begins with a brace, within the message. Looks for it in the source text, where it
    /// usually stands as it is; what is written with escapes or put together elsewhere gets the whole argument.
    /// </summary>
    public Location? Of(string text)
    {
        var needle = text[0] is '{' or '}' ? text : "{" + text;
        var length = text[0] is '{' or '}' ? 1 : text.Length;
        if (file is not null)
        {
            var found = file.GetText(cancellationToken)?.ToString().IndexOf(needle, StringComparison.Ordinal) ?? -1;
            return found < 0 ? InFile(0, 0) : InFile(found + needle.Length - text.Length, length);
        }

        if (Syntax() is not { } syntax)
            return null;

        var index = syntax.ToString().IndexOf(needle, StringComparison.Ordinal);
        if (index < 0)
            return syntax.GetLocation();

        var start = syntax.SpanStart + index + needle.Length - text.Length;
        return Location.Create(syntax.SyntaxTree, new TextSpan(start, length));
    }

    /// <summary>The place of a brace. In a file it is known exactly: line and column are those of the message.</summary>
    public Location? Of(string brace, string message, int index)
    {
        if (file?.GetText(cancellationToken) is not { } text)
            return Of(brace);

        var line = message.Take(index).Count(character => character == '\n');
        var column = index - message.LastIndexOf('\n', Math.Max(index - 1, 0), Math.Max(index, 0)) - 1;
        return InFile(text.Lines[line].Start + column, 1);
    }

    private Location? InFile(int start, int length)
    {
        if (file!.GetText(cancellationToken) is not { } text)
            return Location.None;
        var span = new TextSpan(start, length);
        return Location.Create(file.Path, span, text.Lines.GetLinePositionSpan(span));
    }

    private SyntaxNode? Syntax()
    {
        var syntax = data.ApplicationSyntaxReference?.GetSyntax(cancellationToken);
        return syntax is AttributeSyntax { ArgumentList.Arguments: [{ } argument, ..] } ? argument.Expression : syntax;
    }
}
