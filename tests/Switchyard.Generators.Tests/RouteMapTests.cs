using Microsoft.CodeAnalysis;

namespace Switchyard.Generators.Tests;

/// <summary>The route map: what it says, when it is made anew, and that a build writes it down.</summary>
public sealed class RouteMapTests
{
    private const string Desk = """
        using System.Threading.Tasks;
        using Switchyard;

        partial class Desk(Router router)
        {
            [Tier(Tier.Mid), Avoid("far"), MaxCost(0.5), Prompt("Hello.")]
            public partial ValueTask<string> AskAsync();
        }

        """;

    private const string Policy = """{ "tiers": { "mid": { "models": ["local/one", "far/one"] } }, "limits": { "attempts": 2 } }""";

    private static readonly TextFile s_policy = new("switchyard.json", Policy);
    private static readonly TextFile s_far = new("far.provider.json", """{ "id": "far", "wire": "openai", "endpoint": "http://localhost/v1", "models": [{ "id": "one" }] }""");

    private static string Expected(string attempt, string call) => $"""
        The routes of all tasks, as switchyard.json and the manifests have them. Written by the build.

        Desk.AskAsync (mid)
          - local/one: at most {attempt} USD an attempt
          - not far/one: its provider is not allowed
          At most {call} USD and 30 s a call, in up to 2 attempts.
        """;

    [Fact]
    public void A_price_changes_the_map_and_nothing_else_does()
    {
        var cheap = Local(10);
        var driver = GeneratorVerifier.Run(GeneratorVerifier.Driver([s_policy, cheap, s_far]), TestCompilation.Create([Desk, "class Other;"]));
        Assert.Equal(Expected("0.08", "0.16"), Map(driver));

        driver = GeneratorVerifier.Run(driver, TestCompilation.Create([Desk.Replace("Hello.", "Good day."), "class Another;"]));
        Assert.Equal(IncrementalStepRunReason.Unchanged, Assert.Single(GeneratorVerifier.Steps(driver), step => step.Step == TrackingNames.RouteMap).Reason);

        driver = GeneratorVerifier.Run(driver.ReplaceAdditionalText(cheap, Local(100)), TestCompilation.Create([Desk, "class Other;"]));
        Assert.Equal(Expected("0.8", "0.5"), Map(driver));
    }

    [Fact]
    public void Without_a_policy_there_is_no_map() =>
        Assert.DoesNotContain(
            GeneratorVerifier.Sources(GeneratorVerifier.Run(GeneratorVerifier.Driver([s_far]), TestCompilation.Create(Desk))),
            file => file.HintName == RouteMapEmitter.HintName);

    [Fact]
    public void When_the_last_task_goes_the_map_says_so()
    {
        var driver = GeneratorVerifier.Run(GeneratorVerifier.Driver([s_policy, s_far]), TestCompilation.Create(Desk));
        driver = GeneratorVerifier.Run(driver, TestCompilation.Create("class Other;"));
        Assert.Equal("The routes of all tasks, as switchyard.json and the manifests have them. Written by the build.\nThere is none.", Map(driver));
    }

    [Fact]
    public async Task A_build_writes_the_map()
    {
        var folder = Directory.CreateTempSubdirectory("switchyard-routes-").FullName;
        try
        {
            var map = Path.Combine(folder, "routes.txt");
            Assert.Empty(await RealBuild.DiagnosticsAsync(
                $"<SwitchyardRouteMap>{map}</SwitchyardRouteMap>",
                ("Desk.cs", Desk), (s_policy.Path, Policy), ("local.provider.json", Local(10).Text), (s_far.Path, s_far.Text)));
            Assert.Equal(Expected("0.08", "0.16"), (await File.ReadAllTextAsync(map, TestContext.Current.CancellationToken)).TrimEnd());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static TextFile Local(int price) => new(
        "local.provider.json",
        $$"""{ "id": "local", "wire": "openai", "endpoint": "http://localhost/v1", "models": [{ "id": "one", "price": { "input": 1, "output": {{price}} }, "contextWindow": 8000 }] }""");

    private static string Map(GeneratorDriver driver) => string.Join("\n", GeneratorVerifier.Sources(driver)
        .Single(file => file.HintName == RouteMapEmitter.HintName).SourceText.ToString().TrimEnd().Split('\n').Skip(1).Select(line => line[2..]).Select(line => line.Length > 0 ? line[1..] : line));
}
