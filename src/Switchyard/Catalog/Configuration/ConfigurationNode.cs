namespace Switchyard;

/// <summary>A JSON value that knows where it stands.</summary>
/// <remarks>
/// Compiled into the library and into the generator, so that build and run time report the same mistake at the same place. The generator can
/// rely on no JSON library: it runs in whatever process hosts the compiler.
/// </remarks>
internal sealed class ConfigurationNode(ConfigurationKind kind, string text, string path, int line, int column)
{
    public ConfigurationKind Kind { get; } = kind;

    /// <summary>The unescaped string, the digits of a number, <c>true</c>, <c>false</c> or <c>null</c>; empty for the others.</summary>
    public string Text { get; } = text;

    public string Path { get; } = path;

    public int Line { get; } = line;

    public int Column { get; } = column;

    public List<ConfigurationNode> Items { get; } = [];

    public List<KeyValuePair<string, ConfigurationNode>> Members { get; } = [];
}
