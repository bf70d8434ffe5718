using Microsoft.CodeAnalysis.CSharp;

namespace Switchyard.Generators;

internal static class Identifier
{
    /// <summary>The name as it is written in code: a keyword gets its <c>@</c>.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>A name that is not taken: <paramref name="name"/> itself, or with a number.</summary>
    public static string Unique(string name, ICollection<string> taken)
    {
        var unique = name;
        for (var number = 2; taken.Contains(unique); number++)
            unique = $"{name}_{number}";
        return unique;
    }
}
