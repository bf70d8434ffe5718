namespace QuickStart;

/// <summary>The customers' messages: a text file, with a line of three dashes between two messages.</summary>
public static class Messages
{
    public static IReadOnlyList<string> Read(string file) =>
        File.ReadAllText(file).Split("\n---\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
