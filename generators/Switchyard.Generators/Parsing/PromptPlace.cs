using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Switchyard.Generators;

/// <summary>Where a message stands, for diagnostics.</summary>
internal sealed class PromptPlace(string task, string attribute, AttributeData data, CancellationToken cancellationToken)
{
    public string Task { get; } = task;

    public string Attribute { get; } = attribute;

    /// <summary>The argument, or the attribute if it has none.</summary>
    public Location? Whole => Syntax()?.GetLocation();

    /// <summary>
    /// The place of a placeholder's name, or of what begins with a brace, within the message. Looks for it in the source text, where it
    /// usually stands as it is; what is written with escapes or put together elsewhere gets the whole argument.
    /// </summary>
    public Location? Of(string text)
    {
        if (Syntax() is not { } syntax)
            return null;

        var needle = text[0] is '{' or '}' ? text : "{" + text;
        var index = syntax.ToString().IndexOf(needle, StringComparison.Ordinal);
        if (index < 0)
            return syntax.GetLocation();

        var start = syntax.SpanStart + index + needle.Length - text.Length;
        return Location.Create(syntax.SyntaxTree, new TextSpan(start, text[0] is '{' or '}' ? 1 : text.Length));
    }

    private SyntaxNode? Syntax()
    {
        var syntax = data.ApplicationSyntaxReference?.GetSyntax(cancellationToken);
        return syntax is AttributeSyntax { ArgumentList.Arguments: [{ } argument, ..] } ? argument.Expression : syntax;
    }
}
