extern alias library;

using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Switchyard.Generators.Tests;

/// <summary>
/// Builds a project with <c>dotnet build</c>. Unlike an analyzer driver, the compiler runs no analyzer once a declaration is in error: what a
/// user reads shows only here.
/// </summary>
internal static partial class RealBuild
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>What is reported, each as <c>File(line): ID</c>, in order and once.</summary>
    public static Task<IReadOnlyList<string>> DiagnosticsAsync(params (string File, string Text)[] files) =>
        DiagnosticsAsync("", files);

    /// <summary>What is reported in a project with some properties of its own.</summary>
    public static async Task<IReadOnlyList<string>> DiagnosticsAsync(string properties, params (string File, string Text)[] files)
    {
        var folder = Directory.CreateTempSubdirectory("switchyard-").FullName;
        try
        {
            foreach (var (file, text) in files.Append(("Desk.csproj", Project(properties))))
                await File.WriteAllTextAsync(Path.Combine(folder, file), text, TestContext.Current.CancellationToken);

            // The build of the tests themselves may be over or not, so this one refers to what it has built and shares nothing with it.
            var output = await RunAsync(folder, "build", "--nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false");
            Assert.True(Lines().IsMatch(output) || output.Contains("Build succeeded", StringComparison.Ordinal), output);
            return [.. Lines().Matches(output)
                .Select(match => (
                    File: Path.GetFileName(match.Groups["file"].Value),
                    Line: int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture),
                    Id: match.Groups["id"].Value))
                .Distinct()
                .OrderBy(item => item.File, StringComparer.Ordinal).ThenBy(item => item.Line).ThenBy(item => item.Id, StringComparer.Ordinal)
                .Select(item => $"{item.File}({item.Line}): {item.Id}")];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Project(string properties)
    {
        var library = typeof(library::Switchyard.Router).Assembly.Location;
        var contracts = Path.Combine(Path.GetDirectoryName(library)!, "Switchyard.Contracts.dll");
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <NuGetAudit>false</NuGetAudit>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{library}" />
                <Reference Include="{contracts}" />
                <Analyzer Include="{typeof(SwitchyardGenerator).Assembly.Location}" />
                <Analyzer Include="{typeof(CodeFixes.CodeFix).Assembly.Location}" />
              </ItemGroup>
              <Import Project="{Repository.PathOf("src", "Switchyard", "buildTransitive", "Switchyard.props")}" />
            </Project>
            """;
    }

    private static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };

        // What a surrounding build has set for its own sake would send this one to the wrong places.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_patience);
        using var process = Process.Start(start)!;
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return output;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    [GeneratedRegex("^\\s*(?<file>[^\\n(]*)\\((?<line>[0-9]+),[0-9]+\\): (?:error|warning) (?<id>[A-Z]+[0-9]+):", RegexOptions.Multiline)]
    private static partial Regex Lines();
}
