using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using Switchyard.Simulator;

namespace Switchyard.Tests;

/// <summary>An application that has nothing but the packages: it builds, its mistakes do not, and it gets its answers through the plugin.</summary>
public sealed partial class PackageTests : IDisposable
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

    private static readonly string[] s_packages =
    [
        "src/Switchyard.Contracts/Switchyard.Contracts.csproj",
        "src/Switchyard/Switchyard.csproj",
        "src/Switchyard.Plugins/Switchyard.Plugins.csproj",
        "src/Switchyard.Sdk/Switchyard.Sdk.csproj",
        "src/Switchyard.Simulator/Switchyard.Simulator.csproj",
        "src/Switchyard.Testing/Switchyard.Testing.csproj",
        "plugins/OpenAI/Switchyard.Provider.OpenAI.csproj",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("switchyard-package-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ApplicationThatHasOnlyThePackagesAnswersACall()
    {
        var feed = Path.Combine(_folder, "feed");
        await PackAsync(feed);
        Assert.Equal(s_packages.Length, Directory.GetFiles(feed, "*.nupkg").Length);
        var version = Version(Assert.Single(Directory.GetFiles(feed, "Switchyard.Plugins.*.nupkg")));
        var application = WriteApplication(feed, version);

        await RunAsync("build", "-warnaserror");
        Assert.Equal(
            ["Switchyard.Provider.OpenAI.dll", "Switchyard.Sdk.dll", "openai.provider.json"],
            new[] { "Switchyard.Provider.OpenAI.dll", "Switchyard.Sdk.dll", "openai.provider.json" }
                .Where(file => File.Exists(Path.Combine(application, "out", "plugins", "OpenAI", file))));

        Assert.Equal(
            ["provider.schema.json", "switchyard.schema.json"],
            Directory.GetFiles(Path.Combine(application, "obj", "schemas")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        // The policy names one provider of the many that the plugin brings along.
        Assert.Equal(["openai.provider.json"], Directory.GetFiles(Path.Combine(application, "out", "plugins", "OpenAI"), "*.provider.json").Select(Path.GetFileName));

        await using var server = await SimulatorServer.StartAsync(
            new() { Models = [new() { Id = "gpt-6-luna", Answer = static request => $"Answer to <{request.Prompt}>" }] }, Token);
        var (code, answer) = await StartAsync(application, ["exec", Path.Combine(application, "out", "App.dll")], server.Endpoint);
        Assert.Equal((0, "Answer to <Summarize: The bell fell off.>"), (code, answer.Trim()));

        await RunAsync("publish", "--no-restore", "-o", "published");
        Assert.Equal(
            Directory.GetFiles(Path.Combine(application, "out", "plugins", "OpenAI")).Select(Path.GetFileName).Order(),
            Directory.GetFiles(Path.Combine(application, "published", "plugins", "OpenAI")).Select(Path.GetFileName).Order());

        // The manifests of the package are before the compiler: it knows the models, and the mistake in the prompt.
        File.WriteAllText(Path.Combine(application, "Program.cs"), Program.Replace("{letter}", "{lettre}", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(application, "switchyard.json"), Policy("openai/gpt-6-lune"));
        var (failed, output) = await StartAsync(application, ["build", "--no-restore", "-nodeReuse:false", "-p:UseSharedCompilation=false"]);
        Assert.NotEqual(0, failed);
        Assert.Contains("error SWY2001", output, StringComparison.Ordinal);
        Assert.Contains("gpt-6-lune", output, StringComparison.Ordinal);

        async Task RunAsync(params string[] arguments)
        {
            var (result, text) = await StartAsync(application, [.. arguments, "-nodeReuse:false", "-p:UseSharedCompilation=false"]);
            Assert.True(result == 0, text);
        }
    }

    private static string Fact(string key) =>
        typeof(PackageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(fact => fact.Key == key).Value!;

    private static string Policy(string model) => $$"""{ "tiers": { "cheap": { "models": ["{{model}}"] } } }""";

    private static string Version(string package) => VersionPattern().Match(Path.GetFileName(package)).Groups[1].Value;

    [GeneratedRegex(@"^Switchyard\.Plugins\.(\d.*)\.nupkg$")]
    private static partial Regex VersionPattern();

    /// <summary>Packs what is built, all in one evaluation.</summary>
    private async Task PackAsync(string feed)
    {
        var root = Path.GetFullPath(Path.Combine(Fact("SourceFolder"), "..", ".."));
        var projects = string.Join(';', s_packages.Select(path => Path.Combine(root, path)));
        File.WriteAllText(Path.Combine(_folder, "pack.proj"), $"""
            <Project>
              <Target Name="Pack">
                <MSBuild Projects="{projects}" Targets="Pack" Properties="NoBuild=true;Configuration={Fact("Configuration")};PackageOutputPath={feed}" />
              </Target>
            </Project>
            """);
        var (code, output) = await StartAsync(_folder, ["msbuild", "pack.proj", "-t:Pack", "-nologo", "-warnaserror", "-nodeReuse:false"]);
        Assert.True(code == 0, output);
    }

    private string WriteApplication(string feed, string version)
    {
        var application = Path.Combine(_folder, "App");
        Directory.CreateDirectory(application);

        // A package folder of its own, so that no other build's packages are used; what the repository was restored with stands in for a network.
        File.WriteAllText(Path.Combine(application, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(_folder, "packages")}" /></config>
              <fallbackPackageFolders><clear /><add key="restored" value="{Fact("RestoredPackages")}" /></fallbackPackageFolders>
              <packageSources><clear /><add key="feed" value="{feed}" /></packageSources>
            </configuration>
            """);
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

    private static async Task<(int Code, string Output)> StartAsync(string directory, string[] arguments, Uri? endpoint = null)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet", arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The build that runs this test has left its own settings to us.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        if (endpoint is not null)
        {
            start.Environment["OPENAI_BASE_URL"] = endpoint.ToString();
            start.Environment["OPENAI_API_KEY"] = "simulated";
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var errors = process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, await output + await errors);
    }
}
