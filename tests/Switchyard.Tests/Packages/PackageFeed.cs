using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using Switchyard.Tests;

[assembly: AssemblyFixture(typeof(PackageFeed))]

namespace Switchyard.Tests;

/// <summary>All packages of this repository in a local feed, packed once for the tests that ask for it, and a package folder of their own.</summary>
public sealed partial class PackageFeed : IDisposable
{
    private static readonly string[] s_projects =
    [
        "src/Switchyard.Contracts/Switchyard.Contracts.csproj",
        "src/Switchyard/Switchyard.csproj",
        "src/Switchyard.Plugins/Switchyard.Plugins.csproj",
        "src/Switchyard.Sdk/Switchyard.Sdk.csproj",
        "src/Switchyard.Simulator/Switchyard.Simulator.csproj",
        "src/Switchyard.Testing/Switchyard.Testing.csproj",
        "src/Switchyard.Conformance/Switchyard.Conformance.csproj",
        "src/Switchyard.Conformance.Xunit/Switchyard.Conformance.Xunit.csproj",
        "plugins/OpenAI/Switchyard.Provider.OpenAI.csproj",
        "src/Switchyard.Templates/Switchyard.Templates.csproj",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("switchyard-packages-").FullName;
    private readonly SemaphoreSlim _turn = new(1);
    private string? _version;

    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Fact("SourceFolder"), "..", ".."));

    public string Packages => Path.Combine(_folder, "feed");

    /// <summary>Packs what is built, all in one evaluation, if that was not done yet.</summary>
    /// <returns>The packages' version.</returns>
    public async Task<string> PackAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return _version ??= await PackAllAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Lets the projects below a folder restore from the feed: what the repository was restored with stands in for a network.</summary>
    public void Serve(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(_folder, "packages")}" /></config>
              <fallbackPackageFolders><clear /><add key="restored" value="{Fact("RestoredPackages")}" /></fallbackPackageFolders>
              <packageSources><clear /><add key="feed" value="{Packages}" /></packageSources>
            </configuration>
            """);
    }

    /// <summary>Installs the templates into a hive of the folder's own, and makes a project of one.</summary>
    /// <returns>The project's folder.</returns>
    public async Task<string> NewAsync(string folder, string template, string name, CancellationToken cancellationToken, params string[] options)
    {
        var version = await PackAsync(cancellationToken);
        Serve(folder);
        var hive = Path.Combine(folder, "hive");
        var package = Path.Combine(Packages, $"Switchyard.Templates.{version}.nupkg");
        var (installed, output) = await RunAsync(folder, ["new", "install", package, "--debug:custom-hive", hive], [], cancellationToken);
        Assert.True(installed == 0, output);

        var (made, said) = await RunAsync(folder, ["new", template, "-n", name, "-o", name, .. options, "--debug:custom-hive", hive], [], cancellationToken);
        Assert.True(made == 0, said);
        var project = Path.Combine(folder, name);
        Assert.Contains($"Version=\"{version}\"", File.ReadAllText(Path.Combine(project, name + ".csproj")), StringComparison.Ordinal);
        return project;
    }

    /// <summary>Runs a build to its end; it must succeed.</summary>
    public static async Task BuildAsync(string folder, CancellationToken cancellationToken, params string[] arguments)
    {
        var (code, output) = await RunAsync(folder, [.. arguments, "-nodeReuse:false", "-p:UseSharedCompilation=false", "-p:NuGetAudit=false"], [], cancellationToken);
        Assert.True(code == 0, output);
    }

    /// <summary>Runs <c>dotnet</c>.</summary>
    public static async Task<(int Code, string Output)> RunAsync(
        string directory, string[] arguments, Dictionary<string, string> environment, CancellationToken cancellationToken)
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
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _turn.Dispose();
    }

    private static string Fact(string key) =>
        typeof(PackageFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(fact => fact.Key == key).Value!;

    [GeneratedRegex(@"^Switchyard\.Plugins\.(\d.*)\.nupkg$")]
    private static partial Regex VersionPattern();

    private async Task<string> PackAllAsync(CancellationToken cancellationToken)
    {
        var projects = string.Join(';', s_projects.Select(path => Path.Combine(Repository, path)));
        File.WriteAllText(Path.Combine(_folder, "pack.proj"), $"""
            <Project>
              <Target Name="Pack">
                <MSBuild Projects="{projects}" Targets="Pack" Properties="NoBuild=true;Configuration={Fact("Configuration")};PackageOutputPath={Packages}" />
              </Target>
            </Project>
            """);
        var (code, output) = await RunAsync(_folder, ["msbuild", "pack.proj", "-t:Pack", "-nologo", "-warnaserror", "-nodeReuse:false"], [], cancellationToken);
        Assert.True(code == 0, output);
        Assert.Equal(s_projects.Length, Directory.GetFiles(Packages, "*.nupkg").Length);
        return VersionPattern().Match(Path.GetFileName(Assert.Single(Directory.GetFiles(Packages, "Switchyard.Plugins.*.nupkg")))).Groups[1].Value;
    }
}
