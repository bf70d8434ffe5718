using System.IO.Compression;
using Switchyard.Simulator;

namespace Switchyard.Tests;

/// <summary>An application that has nothing but the packages: it builds, its mistakes do not, and it gets its answers through the plugin.</summary>
public sealed class PackageTests(PackageFeed feed) : IDisposable
{
    private const string Program = """
        using Switchyard;
        using Switchyard.Plugins;

        await using var router = Router.Create(new RouterOptions().UsePlugins());
        Console.WriteLine(await new Desk(router).SummarizeAsync("The bell fell off."));

        internal sealed partial class Desk(Router router)
        {
            [Tier(Tier.Cheap)]
            [Prompt("Summarize: {letter}")]
            public partial ValueTask<string> SummarizeAsync(string letter, CancellationToken cancellationToken = default);
        }

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("switchyard-package-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ApplicationThatHasOnlyThePackagesAnswersACall()
    {
        var version = await feed.PackAsync(Token);
        using (var package = await ZipFile.OpenReadAsync(Path.Combine(feed.Packages, $"Switchyard.{version}.nupkg"), Token))
        {
            Assert.Equal(
                ["Switchyard.CodeFixes.dll", "Switchyard.Generators.dll"],
                package.Entries.Where(entry => entry.FullName.StartsWith("analyzers/dotnet/cs/", StringComparison.Ordinal)).Select(entry => entry.Name).Order());
        }

        var application = WriteApplication(version);

        await PackageFeed.BuildAsync(application, Token, "build", "-warnaserror");
        Assert.Equal(
            ["Switchyard.Provider.OpenAI.dll", "Switchyard.Sdk.dll", "openai.provider.json"],
            new[] { "Switchyard.Provider.OpenAI.dll", "Switchyard.Sdk.dll", "openai.provider.json" }
                .Where(file => File.Exists(Path.Combine(application, "out", "plugins", "OpenAI", file))));

        Assert.Equal(
            ["provider.schema.json", "switchyard.schema.json"],
            Directory.GetFiles(Path.Combine(application, "obj", "schemas")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        // The policy names one provider of the many that the plugin brings along.
        Assert.Equal(["openai.provider.json"], Directory.GetFiles(Path.Combine(application, "out", "plugins", "OpenAI"), "*.provider.json").Select(Path.GetFileName));

        // The route map is where the project wants it, and stays as it is until it says something else.
        var map = Path.Combine(application, "routes.txt");
        var written = File.GetLastWriteTimeUtc(map);
        Assert.Contains("\nDesk.SummarizeAsync (cheap)\n  - openai/gpt-6-luna: at most ", File.ReadAllText(map), StringComparison.Ordinal);

        await using var server = await SimulatorServer.StartAsync(
            new() { Models = [new() { Id = "gpt-6-luna", Answer = static request => $"Answer to <{request.Prompt}>" }] }, Token);
        var (code, answer) = await PackageFeed.RunAsync(
            application, ["exec", Path.Combine(application, "out", "App.dll")], new() { ["OPENAI_BASE_URL"] = server.Endpoint.ToString(), ["OPENAI_API_KEY"] = "simulated" }, Token);
        Assert.Equal((0, "Answer to <Summarize: The bell fell off.>"), (code, answer.Trim()));

        await PackageFeed.BuildAsync(application, Token, "publish", "--no-restore", "-o", "published");
        Assert.Equal(
            Directory.GetFiles(Path.Combine(application, "out", "plugins", "OpenAI")).Select(Path.GetFileName).Order(),
            Directory.GetFiles(Path.Combine(application, "published", "plugins", "OpenAI")).Select(Path.GetFileName).Order());

        Assert.Equal(written, File.GetLastWriteTimeUtc(map));

        // The manifests of the package are before the compiler: it knows the models, and the mistake in the prompt.
        File.WriteAllText(Path.Combine(application, "Program.cs"), Program.Replace("{letter}", "{lettre}", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(application, "switchyard.json"), Policy("openai/gpt-6-lune"));
        var (failed, output) = await PackageFeed.RunAsync(application, ["build", "--no-restore", "-nodeReuse:false", "-p:UseSharedCompilation=false"], [], Token);
        Assert.NotEqual(0, failed);
        Assert.Contains("error SWY2001", output, StringComparison.Ordinal);
        Assert.Contains("gpt-6-lune", output, StringComparison.Ordinal);
    }

    private static string Policy(string model) => $$"""{ "tiers": { "cheap": { "models": ["{{model}}"] } } }""";

    private string WriteApplication(string version)
    {
        var application = Path.Combine(_folder, "App");
        feed.Serve(application);
        File.WriteAllText(Path.Combine(application, "App.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <OutputPath>out/</OutputPath>
                <AppendTargetFrameworkToOutputPath>false</AppendTargetFrameworkToOutputPath>
                <NuGetAudit>false</NuGetAudit>
                <SwitchyardRouteMap>routes.txt</SwitchyardRouteMap>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Switchyard.Plugins" Version="{version}" />
                <PackageReference Include="Switchyard.Provider.OpenAI" Version="{version}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(application, "Program.cs"), Program);
        File.WriteAllText(Path.Combine(application, "switchyard.json"), Policy("openai/gpt-6-luna"));
        return application;
    }
}
