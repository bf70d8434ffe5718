using System.IO.Enumeration;

namespace Switchyard.Cli;

/// <summary>Patterns of model ids: <c>*</c> stands for any characters, <c>?</c> for one.</summary>
internal static class Glob
{
    public static bool IsMatch(string pattern, string id) => FileSystemName.MatchesSimpleExpression(pattern, id, ignoreCase: false);
}
