using System.Globalization;

namespace Switchyard.Cli;

/// <summary>
/// Takes values out of a file that is not ours: what is unknown is passed over, <c>null</c> is as good as absent, and a value of the wrong
/// kind ends the reading with one sentence that names the file and the JSON path.
/// </summary>
internal sealed class SourceReader(string file)
{
    /// <summary>More than this is no price of anything, in whatever unit, and would only overflow.</summary>
    public const decimal HighestAmount = 1_000_000_000;

    public InputException Fault(ConfigurationNode node, string message) =>
        new($"{file}({node.Line},{node.Column}): {node.Path}: {message}");

    public ConfigurationNode? Member(ConfigurationNode node, string name)
    {
        Expect(node, ConfigurationKind.Object, "an object");
        foreach (var member in node.Members)
        {
            if (member.Key == name) return member.Value.Kind == ConfigurationKind.Null ? null : member.Value;
        }

        return null;
    }

    public IReadOnlyList<KeyValuePair<string, ConfigurationNode>> Members(ConfigurationNode node)
    {
        Expect(node, ConfigurationKind.Object, "an object");
        return node.Members;
    }

    public IReadOnlyList<ConfigurationNode> Items(ConfigurationNode? node)
    {
        if (node is null) return [];
        Expect(node, ConfigurationKind.Array, "an array");
        return node.Items;
    }

    public string Required(ConfigurationNode node, string name) =>
        Text(node, name) ?? throw Fault(node, $"\"{name}\" is missing; is the file complete?");

    public string? Text(ConfigurationNode node, string name)
    {
        if (Member(node, name) is not { } member) return null;
        Expect(member, ConfigurationKind.String, "a string");
        return member.Text.Length > 0 ? member.Text : null;
    }

    public IReadOnlyList<string> Texts(ConfigurationNode node, string name)
    {
        var items = Items(Member(node, name));
        foreach (var item in items) Expect(item, ConfigurationKind.String, "a string");
        return [.. items.Select(item => item.Text)];
    }

    public bool Flag(ConfigurationNode node, string name)
    {
        if (Member(node, name) is not { } member) return false;
        Expect(member, ConfigurationKind.Boolean, "true or false");
        return member.Text == "true";
    }

    /// <summary>An amount of money; <see langword="null"/> if it is absent.</summary>
    public decimal? Amount(ConfigurationNode node, string name) => Member(node, name) is { } member ? Amount(member) : null;

    public decimal Amount(ConfigurationNode node)
    {
        Expect(node, ConfigurationKind.Number, "a number");
        var number = decimal.Parse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return number is >= 0 and <= HighestAmount ? number : throw Fault(node, $"{node.Text} must be a number from 0 to {HighestAmount}.");
    }

    /// <summary>A number of tokens; zero and less are as good as unknown.</summary>
    public int? Tokens(ConfigurationNode node, string name)
    {
        if (Member(node, name) is not { } member) return null;
        Expect(member, ConfigurationKind.Number, "a number");
        var number = decimal.Parse(member.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return number is > 0 and <= int.MaxValue ? (int)number : null;
    }

    public void Expect(ConfigurationNode node, ConfigurationKind kind, string what)
    {
        if (node.Kind != kind) throw Fault(node, $"This must be {what}, but it is {node.Kind.ToString().ToLowerInvariant()}.");
    }
}
