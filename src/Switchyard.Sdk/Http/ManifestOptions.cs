using System.Text.Json;

namespace Switchyard.Sdk;

/// <summary>
/// The <c>options</c> of a manifest: a plugin's own settings, read with messages that name the JSON path. Every getter throws a
/// <see cref="FormatException"/> where a value has the wrong type.
/// </summary>
public sealed class ManifestOptions
{
    private readonly JsonElement _options;
    private readonly JsonElement _models;
    private readonly string _path;

    private ManifestOptions(JsonElement options, JsonElement models, string path) => (_options, _models, _path) = (options, models, path);

    /// <summary>Reads the options.</summary>
    /// <param name="manifest">The manifest, as UTF-8 JSON.</param>
    /// <param name="known">The names that may stand there.</param>
    /// <returns>The options; empty ones if the manifest has none.</returns>
    /// <exception cref="FormatException">They are no object, or one of them is unknown.</exception>
    public static ManifestOptions Read(ReadOnlySpan<byte> manifest, params string[] known)
    {
        var root = JsonElement.Parse(manifest);
        var options = Member(root, "options");
        var read = new ManifestOptions(options, Member(root, "models"), "$.options");
        read.Check(known);
        return read;
    }

    /// <summary>A string.</summary>
    /// <param name="name">The option's name.</param>
    /// <returns>The string; <see langword="null"/> if it is not there.</returns>
    public string? Text(string name) => Find(name, JsonValueKind.String, "a string")?.GetString();

    /// <summary>One of several strings.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="allowed">The strings; the first is the default.</param>
    /// <returns>The string.</returns>
    public string OneOf(string name, params string[] allowed)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        var text = Text(name) ?? allowed[0];
        return allowed.Contains(text) ? text : throw new FormatException($"{_path}.{name}: \"{text}\" is unknown; write {string.Join(", ", allowed)}.");
    }

    /// <summary>A flag.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="otherwise">What holds if it is not there.</param>
    /// <returns>The flag.</returns>
    public bool Flag(string name, bool otherwise = false) => Member(_options, name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.Undefined } => otherwise,
        _ => throw new FormatException($"{_path}.{name}: this must be true or false."),
    };

    /// <summary>A number above zero.</summary>
    /// <param name="name">The option's name.</param>
    /// <returns>The number; <see langword="null"/> if it is not there.</returns>
    public int? Count(string name)
    {
        if (Find(name, JsonValueKind.Number, "a whole number above zero") is not { } value)
            return null;
        return value.TryGetInt32(out var count) && count > 0
            ? count
            : throw new FormatException($"{_path}.{name}: this must be a whole number above zero.");
    }

    /// <summary>Strings.</summary>
    /// <param name="name">The option's name.</param>
    /// <returns>The strings; none if it is not there.</returns>
    public IReadOnlyList<string> Texts(string name)
    {
        var texts = new List<string>();
        if (Find(name, JsonValueKind.Array, "an array of strings") is not { } list)
            return texts;
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String)
                throw new FormatException($"{_path}.{name}[{texts.Count}]: this must be a string.");
            texts.Add(item.GetString()!);
        }

        return texts;
    }

    /// <summary>Names and strings.</summary>
    /// <param name="name">The option's name.</param>
    /// <returns>The pairs; none if it is not there. Names are compared without regard to case.</returns>
    public IReadOnlyDictionary<string, string> Pairs(string name)
    {
        var pairs = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (Find(name, JsonValueKind.Object, "an object of strings") is not { } section)
            return pairs;
        foreach (var pair in section.EnumerateObject())
        {
            if (pair.Value.ValueKind != JsonValueKind.String)
                throw new FormatException($"{_path}.{name}.{pair.Name}: this must be a string.");
            pairs[pair.Name] = pair.Value.GetString()!;
        }

        return pairs;
    }

    /// <summary>An option that is an object of options.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="known">The names that may stand in it.</param>
    /// <returns>The options; <see langword="null"/> if it is not there.</returns>
    public ManifestOptions? Section(string name, params string[] known)
    {
        if (Find(name, JsonValueKind.Object, "an object") is not { } section)
            return null;
        var read = new ManifestOptions(section, default, $"{_path}.{name}");
        read.Check(known);
        return read;
    }

    /// <summary>The names that stand here.</summary>
    /// <returns>The names, in the manifest's order.</returns>
    public IReadOnlyList<string> Names() =>
        _options.ValueKind == JsonValueKind.Object ? [.. _options.EnumerateObject().Select(member => member.Name)] : [];

    /// <summary>The rate-limit headers: <c>remainingRequests</c>, <c>remainingTokens</c>, <c>requestsReset</c>, <c>tokensReset</c>.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="otherwise">The names that hold where the option says nothing.</param>
    /// <returns>The names.</returns>
    public RateLimitHeaderNames RateLimitHeaders(string name, RateLimitHeaderNames otherwise)
    {
        ArgumentNullException.ThrowIfNull(otherwise);
        var section = Section(name, "remainingRequests", "remainingTokens", "requestsReset", "tokensReset");
        return section is null ? otherwise : otherwise with
        {
            RemainingRequests = section.Text("remainingRequests") ?? otherwise.RemainingRequests,
            RemainingTokens = section.Text("remainingTokens") ?? otherwise.RemainingTokens,
            RequestsReset = section.Text("requestsReset") ?? otherwise.RequestsReset,
            TokensReset = section.Text("tokensReset") ?? otherwise.TokensReset,
        };
    }

    /// <summary>A number that the manifest gives for its models, such as <c>maxOutput</c>.</summary>
    /// <param name="name">The number's name.</param>
    /// <returns>The numbers by the models' ids, of the models that have one.</returns>
    public IReadOnlyDictionary<string, int> OfModels(string name)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        if (_models.ValueKind != JsonValueKind.Array)
            return numbers;
        foreach (var model in _models.EnumerateArray())
        {
            if (Member(model, "id").ValueKind == JsonValueKind.String && Member(model, name) is { ValueKind: JsonValueKind.Number } number
                && number.TryGetInt32(out var value))
            {
                numbers[Member(model, "id").GetString()!] = value;
            }
        }

        return numbers;
    }

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) ? member : default;

    private JsonElement? Find(string name, JsonValueKind kind, string what)
    {
        var member = Member(_options, name);
        if (member.ValueKind == JsonValueKind.Undefined)
            return null;
        return member.ValueKind == kind ? member : throw new FormatException($"{_path}.{name}: this must be {what}.");
    }

    private void Check(string[] known)
    {
        if (_options.ValueKind == JsonValueKind.Undefined)
            return;
        if (_options.ValueKind != JsonValueKind.Object)
            throw new FormatException($"{_path}: this must be an object.");
        if (known.Length > 0 && Names().FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            throw new FormatException($"{_path}.{unknown}: unknown here; known are {string.Join(", ", known)}.");
    }
}
