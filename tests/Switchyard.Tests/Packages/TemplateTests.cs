using System.Text.Json.Nodes;
using Switchyard.Conformance;
using Switchyard.Simulator;

namespace Switchyard.Tests;

/// <summary>What <c>dotnet new</c> makes of the templates builds, conforms and answers; and so does the sample that references packages only.</summary>
public sealed class TemplateTests(PackageFeed feed) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("switchyard-templates-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_provider_template_makes_a_plugin_that_builds_conforms_loads_and_unloads()
    {
        var project = await feed.NewAsync(_folder, "switchyard-provider", "Parrot.Provider", Token, "--vendor", "9 \"Polly\" Parrots!");
        await PackageFeed.BuildAsync(project, Token, "build", "-o", "out", "-warnaserror");

        var output = Path.Combine(project, "out");
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(output, "9-polly-parrots.provider.json")))!;
        Assert.Equal(("9-polly-parrots", "9 \"Polly\" Parrots!", "V9_POLLY_PARROTS_API_KEY"), ((string?)manifest["id"], (string?)manifest["name"], (string?)manifest["keys"]![0]));
        Assert.False(File.Exists(Path.Combine(output, "Switchyard.Contracts.dll")), "the contract is the host's");
        Assert.True(File.Exists(Path.Combine(output, "Switchyard.Sdk.dll")), "the SDK is the plugin's own");
        await AssertConformsAsync(output, "9-polly-parrots");

        // The SDK's package has an eye on what is written, and on what is copied.
        File.WriteAllText(Path.Combine(project, "Loose.cs"), "internal static class Loose { public static void Start() => new Thread(Start).Start(); }");
        var file = Path.Combine(project, "Parrot.Provider.csproj");
        File.WriteAllText(file, File.ReadAllText(file).Replace("</ItemGroup>", $"  <PackageReference Include=\"Switchyard.Contracts\" Version=\"{await feed.PackAsync(Token)}\" />\n  </ItemGroup>", StringComparison.Ordinal));
        var (code, said) = await PackageFeed.RunAsync(project, ["build", "-o", "out", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-p:NuGetAudit=false"], [], Token);
        Assert.True(code == 0, said);
        Assert.Contains("Loose.cs(1,61): warning SWY6003", said, StringComparison.Ordinal);
        Assert.Contains("warning SWY6008: 'Switchyard.Contracts.dll' is copied into the plugin's output", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_application_template_makes_a_program_that_answers()
    {
        var project = await feed.NewAsync(_folder, "switchyard-app", "Bicycle.Shop", Token);
        await PackageFeed.BuildAsync(project, Token, "build", "-o", "out", "-warnaserror");
        Assert.Equal(
            ["deepseek.provider.json", "groq.provider.json", "openai.provider.json"],
            Directory.GetFiles(Path.Combine(project, "out", "plugins", "OpenAI"), "*.provider.json").Select(Path.GetFileName).Order(StringComparer.Ordinal));

        await using var server = await SimulatorServer.StartAsync(
            new() { Models = [new() { Id = "gpt-6-luna", Answer = static request => $"<{request.Prompt}>" }] }, Token);
        string[] command = ["exec", Path.Combine(project, "out", "Bicycle.Shop.dll"), "The bell fell off."];
        var answered = await PackageFeed.RunAsync(project, command, new() { ["OPENAI_BASE_URL"] = server.Endpoint.ToString(), ["OPENAI_API_KEY"] = "simulated" }, Token);
        Assert.True(answered.Code == 0, answered.Output);
        Assert.StartsWith("<Summarise in one sentence: The bell fell off.>", answered.Output, StringComparison.Ordinal);

        // Without any key: one sentence that names them, and no trace.
        var refused = await PackageFeed.RunAsync(project, command, new() { ["OPENAI_API_KEY"] = "", ["DEEPSEEK_API_KEY"] = "", ["GROQ_API_KEY"] = "" }, Token);
        Assert.Equal(2, refused.Code);
        Assert.StartsWith("No tier has a usable model: openai is disabled because OPENAI_API_KEY is not set", refused.Output, StringComparison.Ordinal);
        Assert.Single(refused.Output.Trim().Split('\n'));
    }

    [Fact]
    public async Task The_sample_of_a_third_party_builds_from_packages_only_conforms_and_passes_its_own_tests()
    {
        var version = await feed.PackAsync(Token);
        var project = Path.Combine(_folder, "CustomProvider");
        CopySample(project, "");
        CopySample(project, "tests");
        feed.Serve(project);
        foreach (var file in Directory.GetFiles(project, "*.csproj", SearchOption.AllDirectories))
            Assert.DoesNotContain("ProjectReference Include=\"../../", File.ReadAllText(file), StringComparison.Ordinal);

        var output = Path.Combine(project, "out");
        await PackageFeed.BuildAsync(project, Token, "build", "CustomProvider.csproj", "-o", output, $"-p:SwitchyardVersion={version}", "-warnaserror");
        await AssertConformsAsync(output, "parrot");

        await PackageFeed.BuildAsync(project, Token, "build", "CustomProvider.slnx", $"-p:SwitchyardVersion={version}", "-warnaserror");
        var tests = Assert.Single(Directory.GetFiles(Path.Combine(project, "tests", "bin"), "CustomProvider.Tests.dll", SearchOption.AllDirectories));
        var (code, said) = await PackageFeed.RunAsync(project, ["exec", tests], [], Token);
        Assert.True(code == 0, said);
        Assert.Contains($"succeeded: {(2 * ConformanceSuite.Checks.Count) + 2}", said, StringComparison.Ordinal);
    }

    private static void CopySample(string project, string part)
    {
        var target = Directory.CreateDirectory(Path.Combine(project, part)).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(PackageFeed.Repository, "samples", "CustomProvider", part)))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
    }

    private static async Task AssertConformsAsync(string folder, string provider)
    {
        var verification = await PluginVerifier.VerifyAsync(folder, cancellationToken: Token);
        Assert.Empty(verification.Results.Where(result => !result.HasPassed).Select(result => $"{result.Check}: {result.Failure}"));
        Assert.Equal((provider, null), (verification.Provider, verification.Skipped));
    }
}
