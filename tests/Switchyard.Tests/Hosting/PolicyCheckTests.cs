using Switchyard.Testing;

namespace Switchyard.Tests.Hosting;

/// <summary>A policy file that names what is not there is refused, each mistake at its line and column.</summary>
public sealed class PolicyCheckTests
{
    [Theory]
    [InlineData("{ \"tiers\": { \"cheap\": { \"models\": [\"openai/one\"],\n  \"only\": [\"opnai\"] } } }", 2, 12, "The tier cheap names opnai in \"only\"")]
    [InlineData("{ \"tiers\": { \"cheap\": { \"models\": [\"openai/one\"] } },\n  \"tasks\": { \"Desk.Ask\": { \"avoid\": [\"other\", \"opnai\"] } } }", 2, 47, "The policy of the task Desk.Ask names opnai in \"avoid\"")]
    [InlineData("{ \"tiers\": { \"cheap\": { \"models\": [\"openai/one\"] } },\n  \"rules\": [{ \"name\": \"r\", \"then\": { \"avoid\": [\"opnai\"] } }] }", 2, 48, "The rule r names opnai in \"avoid\"")]
    public void AMisspeltProviderInAFilterIsRefused(string policy, int line, int column, string sentence) => Assert.Equal(
        [$"{{file}}({line},{column}): {sentence}, but no provider opnai is loaded (the nearest is openai); mend the id, add its opnai.provider.json or take it out."],
        Refused(policy));

    [Theory]
    [InlineData("{ \"tiers\": { \"cheap\": { \"models\": [\"openai/one\",\n  \"openai/gpt-9\"] } } }", 2, 3, "The policy names openai/gpt-9 in tier cheap")]
    [InlineData("{ \"tiers\": { \"cheap\": { \"models\": [\"openai/one\"] } },\n  \"rules\": [{ \"name\": \"x\", \"then\": { \"models\": [\"openai/gpt-9\"] } }] }", 2, 49, "The rule x names openai/gpt-9")]
    public void AnUnknownModelIsRefusedAtItsPlace(string policy, int line, int column, string sentence) => Assert.Equal(
        [$"{{file}}({line},{column}): {sentence}, but openai.provider.json has no model gpt-9; mend the id or add the model."],
        Refused(policy));

    [Fact]
    public void AFilterMadeInCodeHasNoPlace()
    {
        var options = Options();
        options.Policy = new()
        {
            Tiers = new Dictionary<Tier, IReadOnlyList<string>> { [Tier.Cheap] = ["openai/one"] },
            Rules = [new() { Name = "r", Then = new() { Bounds = new() { Avoid = ["somebody-else"] } } }],
        };
        var refused = Assert.Throws<SwitchyardConfigurationException>(() => Router.Create(options));
        Assert.Equal(
            ["The rule r names somebody-else in \"avoid\", but no provider somebody-else is loaded (loaded are openai, other); mend the id, add its somebody-else.provider.json or take it out."],
            refused.Problems);
    }

    [Fact]
    public async Task AProviderWithoutAKeyMayBeNamed()
    {
        var options = Options();
        options.Policy = PolicyReader.Read("p", """{ "tiers": { "cheap": { "models": ["openai/one"], "avoid": ["other"] } } }""", []);
        await using var router = Router.Create(options);
        Assert.Empty(router.Registry.CandidatesOf("other/one"));
    }

    private static IEnumerable<string> Refused(string policy)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, policy);
            var options = Options();
            options.PolicyFile = file;
            return [.. Assert.Throws<SwitchyardConfigurationException>(() => Router.Create(options)).Problems.Select(problem => problem.Replace(file, "{file}", StringComparison.Ordinal))];
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static RouterOptions Options()
    {
        var options = new RouterOptions { Variables = static _ => null };
        options.AddProvider(Manifest("openai"), new ScriptedProvider());
        options.AddProvider(Manifest("other", "OTHER_KEY"), new ScriptedProvider());
        return options;
    }

    private static ProviderManifest Manifest(string id, params string[] keys) => new()
    {
        File = id + ProviderManifest.FileSuffix,
        Id = id,
        Name = id,
        Wire = "scripted",
        Endpoint = new("http://127.0.0.1/"),
        Keys = keys,
        Models = [new() { Id = "one" }],
    };
}
