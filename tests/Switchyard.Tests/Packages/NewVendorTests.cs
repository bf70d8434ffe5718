using System.Text.RegularExpressions;
using Switchyard.Simulator;

namespace Switchyard.Tests;

/// <summary>The walk-through of docs/new-vendor.md, step by step as it stands there.</summary>
public sealed partial class NewVendorTests(PackageFeed feed) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("switchyard-new-vendor-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task From_nothing_to_the_first_routed_call()
    {
        var page = File.ReadAllText(Path.Combine(PackageFeed.Repository, "docs", "new-vendor.md"));
        var blocks = JsonBlocks().Matches(page).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(2, blocks.Count);
        Assert.Contains("dotnet new switchyard-app -n Aviary", page, StringComparison.Ordinal);
        Assert.Contains("dotnet build -o out", page, StringComparison.Ordinal);
        Assert.Contains("dotnet out/Aviary.dll \"The bell fell off, and the shop sent a new one.\"", page, StringComparison.Ordinal);

        var project = await feed.NewAsync(_folder, "switchyard-app", "Aviary", Token);
        File.WriteAllText(Path.Combine(project, "parrot.provider.json"), blocks[0]);

        // A wrong model id does not compile.
        File.WriteAllText(Path.Combine(project, "switchyard.json"), blocks[1].Replace("parrot/parrot-1", "parrot/parrot-2", StringComparison.Ordinal));
        var (code, output) = await PackageFeed.RunAsync(project, ["build", "-o", "out", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-p:NuGetAudit=false"], [], Token);
        Assert.NotEqual(0, code);
        Assert.Contains("parrot-2", output, StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(project, "switchyard.json"), blocks[1]);
        await PackageFeed.BuildAsync(project, Token, "build", "-o", "out", "-warnaserror");
        Assert.True(File.Exists(Path.Combine(project, "obj", "schemas", "provider.schema.json")));

        await using var vendor = await SimulatorServer.StartAsync(
            new() { Models = [new() { Id = "parrot-1", Answer = static request => $"<{request.Prompt}>" }], Keys = new Dictionary<string, string> { ["parrot"] = "sk-parrot" } }, Token);
        var environment = new Dictionary<string, string> { ["PARROT_API_KEY"] = "sk-parrot", ["PARROT_BASE_URL"] = vendor.Endpoint.ToString() };
        var (exit, answer) = await PackageFeed.RunAsync(project, [Path.Combine("out", "Aviary.dll"), "The bell fell off, and the shop sent a new one."], environment, Token);
        Assert.True(exit == 0, answer);
        Assert.StartsWith("<Summarise in one sentence: The bell fell off, and the shop sent a new one.>", answer, StringComparison.Ordinal);
        Assert.Contains("(parrot/parrot-1, 0.00", answer, StringComparison.Ordinal);
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlocks();
}
