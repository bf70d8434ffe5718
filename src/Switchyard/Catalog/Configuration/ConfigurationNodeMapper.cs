using System.Globalization;

namespace Switchyard;

/// <summary>Takes typed values out of <see cref="ConfigurationNode"/>s and collects what is wrong with them.</summary>
internal sealed class ConfigurationNodeMapper(string file, List<ConfigurationError> errors)
{
    public void Error(ConfigurationNode node, string message) => errors.Add(new(file, node.Line, node.Column, node.Path, message));

    /// <summary>How many mistakes were found so far.</summary>
    public int ErrorCount => errors.Count;

    /// <summary>Where a value stands, as <c>file(line,column)</c>.</summary>
    public string Place(ConfigurationNode node) => $"{file}({node.Line},{node.Column})";

    /// <summary>The members of an object, with the unknown and the repeated ones reported.</summary>
    public Dictionary<string, ConfigurationNode> Members(ConfigurationNode node, params string[] known)
    {
        var members = new Dictionary<string, ConfigurationNode>(StringComparer.Ordinal);
        if (!Expect(node, ConfigurationKind.Object, "an object"))
            return members;

        foreach (var member in node.Members)
        {
            if (known.Length > 0 && Array.IndexOf(known, member.Key) < 0)
                Error(member.Value, $"\"{member.Key}\" is unknown here; known are {string.Join(", ", known.Where(name => name[0] != '$'))}.");
            else if (members.ContainsKey(member.Key))
                Error(member.Value, $"\"{member.Key}\" stands here twice; remove one.");
            else
                members.Add(member.Key, member.Value);
        }

        return members;
    }

    public ConfigurationNode? Required(ConfigurationNode owner, Dictionary<string, ConfigurationNode> members, string name)
    {
        if (members.TryGetValue(name, out var node))
            return node;
        if (owner.Kind == ConfigurationKind.Object)
            Error(owner, $"\"{name}\" is missing; add it.");
        return null;
    }

    public string? Text(ConfigurationNode? node)
    {
        if (node is null || !Expect(node, ConfigurationKind.String, "a string"))
            return null;
        if (node.Text.Length > 0)
            return node.Text;
        Error(node, "The string is empty; give it a value.");
        return null;
    }

    public bool? Boolean(ConfigurationNode? node) =>
        node is not null && Expect(node, ConfigurationKind.Boolean, "true or false") ? node.Text == "true" : null;

    public int? PositiveInteger(ConfigurationNode? node) => Integer(node, 1);

    /// <summary>A whole number, not below <paramref name="least"/>.</summary>
    public int? Integer(ConfigurationNode? node, int least)
    {
        if (node is null || !Expect(node, ConfigurationKind.Number, "a whole number"))
            return null;
        if (int.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least)
            return number;
        Error(node, $"{node.Text} must be a whole number from {least} to {int.MaxValue}.");
        return null;
    }

    /// <summary>A number from 0 to <paramref name="most"/>.</summary>
    public decimal? Amount(ConfigurationNode? node, decimal most = 1_000_000)
    {
        if (node is null || !Expect(node, ConfigurationKind.Number, "a number"))
            return null;
        if (decimal.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 && number <= most)
            return number;
        Error(node, node.Text.StartsWith("-", StringComparison.Ordinal)
            ? $"{node.Text} must not be negative."
            : $"{node.Text} is more than {most.ToString(CultureInfo.InvariantCulture)}, the most that is taken here.");
        return null;
    }

    /// <summary>A time with its unit: <c>250ms</c>, <c>8s</c>, <c>2m</c> or <c>1h</c>.</summary>
    public TimeSpan? Duration(ConfigurationNode? node)
    {
        if (node is null || !Expect(node, ConfigurationKind.String, "a time such as \"8s\""))
            return null;

        var text = node.Text;
        var unit = text.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.');
        var milliseconds = unit switch { "ms" => 1, "s" => 1000, "m" => 60_000, "h" => 3_600_000, _ => 0 };
        var digits = text.Substring(0, text.Length - unit.Length);
        if (milliseconds > 0
            && double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * milliseconds > 0)
        {
            if (number * milliseconds <= int.MaxValue)
                return TimeSpan.FromMilliseconds(number * milliseconds);
            Error(node, $"\"{text}\" is too long; the most that is taken here is 596h.");
            return null;
        }

        Error(node, $"\"{text}\" is no time; write a number above 0 and its unit: ms, s, m or h, such as \"8s\".");
        return null;
    }

    /// <summary>A day, as <c>2026-11-23</c>.</summary>
    public string? Date(ConfigurationNode? node)
    {
        if (Text(node) is not { } text)
            return null;
        if (DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return text;
        Error(node!, $"\"{text}\" is no day; write it as 2026-11-23.");
        return null;
    }

    /// <summary>One of a few words.</summary>
    public T? Choice<T>(ConfigurationNode? node, params (string Word, T Value)[] choices)
        where T : struct
    {
        if (Text(node) is not { } text)
            return null;

        foreach (var (word, value) in choices)
        {
            if (word == text)
                return value;
        }

        Error(node!, $"\"{text}\" is unknown here; write {string.Join(", ", choices.Select(choice => choice.Word))}.");
        return null;
    }

    public Uri? Address(ConfigurationNode? node)
    {
        if (Text(node) is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            return address;
        Error(node!, $"\"{text}\" is no http or https address.");
        return null;
    }

    public IReadOnlyList<string> Texts(ConfigurationNode? node)
    {
        if (node is null || !Expect(node, ConfigurationKind.Array, "an array of strings"))
            return [];
        return [.. node.Items.Select(Text).Where(text => text is not null).Select(text => text!)];
    }

    public IReadOnlyList<ConfigurationNode> Items(ConfigurationNode? node, string what = "an array") =>
        node is not null && Expect(node, ConfigurationKind.Array, what) ? node.Items : [];

    /// <summary>The full id of a model, <c>provider/model</c>, that is not in a list yet.</summary>
    public string? ModelId(ConfigurationNode node, List<string> listed, string list)
    {
        if (Text(node) is not { } id)
            return null;
        if (id.IndexOf('/') is var slash && (slash <= 0 || slash == id.Length - 1))
            Error(node, $"\"{id}\" is no model id; write provider/model, such as openai/gpt-6-luna.");
        else if (listed.Contains(id))
            Error(node, $"\"{id}\" stands in {list} twice; remove one.");
        else
            return id;
        return null;
    }

    private bool Expect(ConfigurationNode node, ConfigurationKind kind, string what)
    {
        if (node.Kind == kind)
            return true;
        Error(node, $"This must be {what}, but it is {Describe(node.Kind)}.");
        return false;
    }

    private static string Describe(ConfigurationKind kind) => kind switch
    {
        ConfigurationKind.Null => "null",
        ConfigurationKind.Boolean => "a boolean",
        ConfigurationKind.Number => "a number",
        ConfigurationKind.String => "a string",
        ConfigurationKind.Array => "an array",
        _ => "an object",
    };
}
