using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;

namespace Switchyard.Tests.Catalog;

/// <summary>The schemas that ship for editors say the same as the readers that the build and the router use.</summary>
public sealed class SchemaTests
{
    private const string Manifest = """
        { "$schema": "x", "id": "acme", "name": "Acme", "wire": "openai", "plugin": { "assembly": "A.dll", "entryType": "A.F", "collectible": false },
          "endpoint": "https://a.test/v1", "endpointVariable": "ACME_URL", "keys": ["A", "B"], "regions": ["eu"], "options": { "path": "chat" }, "source": "s", "date": "2026-11-23",
          "models": [
            { "id": "m", "tier": "cheap", "contextWindow": 1000, "maxOutput": 100, "cacheMinimum": 64, "successor": "n", "capabilities": ["schema", "tools"], "source": "t", "date": "2026-11-22",
              "price": { "input": 1, "output": 2.5, "cachedInput": 0.1, "cacheWrite": 1.25,
                "longContext": [{ "aboveTokens": 100, "input": 2, "output": 3, "cachedInput": 0.2, "cacheWrite": 2.5 }] } },
            { "id": "n" }] }
        """;

    // Values stand so far apart that no change of one breaks what a schema cannot say: the order of two numbers, or that a rule hides another.
    private const string Policy = """
        { "$schema": "x",
          "tiers": {
            "cheap": { "models": ["a/m", "b/m/n"], "strategy": "weighted", "weights": { "a/m": 2 }, "maxCostUsd": 0.1, "maxLatency": "4s", "maxTokens": 600,
              "attempts": 2, "only": ["a"], "avoid": ["b"], "residency": ["eu"], "hedge": true, "resume": "never", "delivery": "buffered", "nextOnContentFiltered": false, "escalate": true },
            "mid": { "models": ["a/m"] }, "frontier": { "models": ["a/m"] } },
          "tasks": { "Desk.Ask": { "strategy": "ordered", "weights": { "a/m": 2 }, "maxCostUsd": 0.1, "maxLatency": "250ms", "maxTokens": 600,
            "attempts": 2, "only": ["a"], "avoid": ["b"], "residency": ["eu"], "hedge": true, "resume": "auto", "delivery": "immediate", "nextOnContentFiltered": true, "escalate": false } },
          "rules": [
            { "name": "first", "when": { "promptTokens": { "above": 0, "upTo": 2147483647 }, "topics": ["code", "law"], "asked": ["auto", "Desk.Ask"], "maxLatency": "500ms", "keys": ["k"], "teams": ["t"],
                "tags": ["g"], "metadata": { "tenant": "eu" }, "headers": { "x-kind": ["batch", "night*"] } },
              "then": { "tier": "cheap", "only": ["a"], "avoid": ["b"], "residency": ["eu"], "maxCostUsd": 0.1, "maxLatency": "500ms", "maxTokens": 600, "attempts": 2, "cache": "1h" } },
            { "name": "second", "when": { "asked": ["a/m"] }, "then": { "models": ["a/m"] } }],
          "classifier": { "model": "my.bin", "midFrom": 0, "frontierFrom": 1000000 },
          "limits": { "connect": "5s", "firstToken": "8s", "idle": "0.5s", "attempt": "1m", "deadline": "1h", "attempts": 4, "costUsd": 0.05 },
          "providers": { "a": { "maxConcurrency": 64, "endpoint": "http://127.0.0.1:9000/v1", "regions": ["eu"] } } }
        """;

    // A value of every kind, at and around the edges that the readers know.
    private static readonly string[] s_values =
    [
        "null", "true", "0", "1", "-1", "1.5", "2147483648", "\"\"", "\"x\"", "\"Cheap\"", "\"cheap\"", "\"5s\"", "\"0s\"", "\"5\"", "\"s\"", "\".5ms\"", "\"1.s\"", "\"-1s\"", "\"a/\"",
        "\"/a\"", "\"a/b/c\"", "\"A_b\"", "\"a/b.dll\"", "\"ftp://x\"", "\"https://x\"", "\"2026-1-1\"", "\"2026-01-31\"", "[]", "[\"schema\"]", "[\"x/y\"]", "[1]", "[\"\"]", "{}", "{ \"unknown\": 1 }",
    ];

    private static readonly string s_repository = Path.GetFullPath(Path.Combine(Fact("SourceFolder"), "..", ".."));

    public static TheoryData<string, string, string> Documents => new() { { "provider", Manifest, "models" }, { "switchyard", Policy, "tiers" } };

    public static TheoryData<string, string> Files
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var file in Directory.EnumerateFiles(s_repository, "*.json", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(s_repository, path)).Order(StringComparer.Ordinal))
            {
                var parts = file.Split(Path.DirectorySeparatorChar);
                if (parts.Contains("bin") || parts.Contains("obj") || parts[0].StartsWith('.')) continue;
                if (parts[^1] == "switchyard.json") data.Add("switchyard", file);
                if (parts[^1].EndsWith(ProviderManifest.FileSuffix, StringComparison.Ordinal)) data.Add("provider", file);
            }

            return data;
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_manifest_and_policy_of_the_repository_fits_its_schema(string schema, string file)
    {
        var found = (await LoadAsync(schema)).Validate(File.ReadAllText(Path.Combine(s_repository, file)));
        Assert.Empty(found);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Reader_and_schema_accept_and_refuse_the_same(string name, string document, string main)
    {
        _ = main;
        var schema = await LoadAsync(name);
        Assert.Empty(schema.Validate(document));
        Assert.Empty(Read(name, document));

        var differences = new List<string>();
        var (refused, accepted) = (0, 0);
        foreach (var (change, text) in Mutations(document).DistinctBy(mutation => mutation.Text))
        {
            var byReader = Read(name, text);
            var bySchema = schema.Validate(text);
            if (byReader.Count == 0) accepted++;
            else refused++;
            if (byReader.Count == 0 != (bySchema.Count == 0)) differences.Add($"{change}: reader {string.Join(' ', byReader)}; schema {string.Join(' ', bySchema)}");
        }

        Assert.Empty(differences);
        Assert.True(refused > 500 && accepted > 20, $"{refused} refused, {accepted} accepted");
    }

    /// <summary>What a reader calls unknown it names the known ones for: so both lists can be held against each other.</summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public void Reader_and_schema_know_the_same_members(string name, string document, string main)
    {
        _ = main;
        using var schema = JsonDocument.Parse(File.ReadAllText(SchemaPath(name)));
        var known = Objects(schema.RootElement).Select(properties => string.Join(", ", properties.Where(property => property[0] != '$').Order(StringComparer.Ordinal))).ToHashSet();
        var root = JsonNode.Parse(document)!;
        var checkedObjects = 0;
        foreach (var path in Paths(root).Where(path => At(root, path) is JsonObject))
        {
            var copy = root.DeepClone();
            ((JsonObject)At(copy, path)!)["unknown"] = 1;
            if (Read(name, copy.ToJsonString()).FirstOrDefault(error => error.Message.StartsWith("\"unknown\" is unknown here", StringComparison.Ordinal)) is not { } error) continue;
            var listed = error.Message[(error.Message.IndexOf("known are ", StringComparison.Ordinal) + 10)..].TrimEnd('.').Split(", ").Order(StringComparer.Ordinal);
            Assert.Contains(string.Join(", ", listed), known);
            checkedObjects++;
        }

        Assert.True(checkedObjects >= 5, $"{checkedObjects} objects");
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void The_example_holds_every_member_of_the_schema(string name, string document, string main)
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(SchemaPath(name)));
        var members = Paths(JsonNode.Parse(document)!).Where(path => path.Length > 0).Select(path => path[^1]).ToHashSet();
        Assert.Contains(main, members);
        Assert.Superset(Objects(schema.RootElement).SelectMany(properties => properties).ToHashSet(), members);
    }

    private static string Fact(string key) => typeof(SchemaTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(fact => fact.Key == key).Value!;

    private static string SchemaPath(string name) => Path.Combine(s_repository, "src", "Switchyard", "Schemas", name + ".schema.json");

    private static Task<JsonSchema> LoadAsync(string name) => JsonSchema.FromJsonAsync(File.ReadAllText(SchemaPath(name)), Token);

    private static List<ConfigurationError> Read(string name, string text)
    {
        var errors = new List<ConfigurationError>();
        if (name == "provider") ManifestReader.Read("m", text, errors);
        else PolicyReader.Read("p", text, errors);
        return errors;
    }

    private static IEnumerable<(string Change, string Text)> Mutations(string document)
    {
        var root = JsonNode.Parse(document)!;
        foreach (var path in Paths(root))
        {
            var name = string.Join('.', path);
            // Whatever $schema says is the editor's business.
            if (name == "$schema") continue;

            // Nor can a schema say that a tier which is named must be there.
            if (name == "tiers.cheap") continue;
            foreach (var value in s_values) yield return ($"{name} = {value}", Changed(root, path, (parent, key) => Put(parent, key, JsonNode.Parse(value)), value));
            if (path.Length == 0) continue;
            yield return ($"without {name}", Changed(root, path, static (parent, key) => { if (parent is JsonObject members) members.Remove(key); else ((JsonArray)parent).RemoveAt(int.Parse(key)); }, "null"));
        }
    }

    private static string Changed(JsonNode root, string[] path, Action<JsonNode, string> change, string whole)
    {
        if (path.Length == 0) return whole;
        var copy = root.DeepClone();
        change(At(copy, path[..^1])!, path[^1]);
        return copy.ToJsonString();
    }

    private static void Put(JsonNode parent, string key, JsonNode? value)
    {
        if (parent is JsonObject members) members[key] = value;
        else ((JsonArray)parent)[int.Parse(key)] = value;
    }

    private static JsonNode? At(JsonNode? node, IEnumerable<string> path) =>
        path.Aggregate(node, static (current, key) => current is JsonObject members ? members[key] : current![int.Parse(key)]);

    private static IEnumerable<string[]> Paths(JsonNode? node, params string[] path) =>
        node switch
        {
            JsonObject members => members.SelectMany(member => Paths(member.Value, [.. path, member.Key])),
            JsonArray items => items.SelectMany((item, index) => Paths(item, [.. path, index.ToString()])),
            _ => Enumerable.Empty<string[]>(),
        } is var inner ? inner.Prepend(path) : [];

    /// <summary>The members of every object in a schema that lists them.</summary>
    private static IEnumerable<List<string>> Objects(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object) yield break;
        if (schema.TryGetProperty("properties", out var properties)) yield return [.. properties.EnumerateObject().Select(property => property.Name)];
        foreach (var inner in schema.EnumerateObject().SelectMany(member => Objects(member.Value))) yield return inner;
    }
}
