using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Switchyard.Generators;

/// <summary>Splits a message into constant text and placeholders: <c>{name}</c> or <c>{name:format}</c>; <c>{{</c> and <c>}}</c> are braces.</summary>
internal static class PromptTemplate
{
    /// <summary>Splits a message.</summary>
    /// <param name="text">The message as the user wrote it.</param>
    /// <param name="fault">The first brace that fits nowhere, with what follows it; such braces stay as they are.</param>
    /// <param name="faultAt">Where it stands.</param>
    public static List<PromptPart> Parse(string text, out string? fault, out int faultAt)
    {
        var parts = new List<PromptPart>();
        var constant = new StringBuilder();
        fault = null;
        faultAt = -1;

        for (var index = 0; index < text.Length; index++)
        {
            var current = text[index];
            if (current is not ('{' or '}'))
            {
                constant.Append(current);
            }
            else if (index + 1 < text.Length && text[index + 1] == current)
            {
                constant.Append(current);
                index++;
            }
            else if (current == '{' && ParsePlaceholder(text, index, out var end) is { } placeholder)
            {
                Flush(parts, constant);
                parts.Add(placeholder);
                index = end;
            }
            else
            {
                faultAt = fault is null ? index : faultAt;
                fault ??= Excerpt(text, index);
                constant.Append(current);
            }
        }

        Flush(parts, constant);
        return parts;
    }

    private static PromptPart? ParsePlaceholder(string text, int start, out int end)
    {
        end = text.IndexOfAny(['{', '}'], start + 1);
        if (end < 0 || text[end] == '{')
            return null;

        var content = text.Substring(start + 1, end - start - 1);
        var colon = content.IndexOf(':');
        var name = colon < 0 ? content : content.Substring(0, colon);
        return SyntaxFacts.IsValidIdentifier(name) ? new(name, true, colon < 0 ? "" : content.Substring(colon + 1)) : null;
    }

    private static void Flush(List<PromptPart> parts, StringBuilder constant)
    {
        if (constant.Length > 0)
            parts.Add(new(constant.ToString()));
        constant.Clear();
    }

    private static string Excerpt(string text, int index)
    {
        const int Length = 16;
        var end = text.IndexOfAny(['\r', '\n'], index);
        var length = Math.Min(Length, (end < 0 ? text.Length : end) - index);
        return text.Substring(index, length);
    }
}
