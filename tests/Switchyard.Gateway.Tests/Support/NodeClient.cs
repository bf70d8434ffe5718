using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Switchyard.Gateway.Tests;

/// <summary>
/// An official client of npm, in a process of its own. Where Node or the packages are missing its tests are skipped, unless
/// <c>SWITCHYARD_NODE_CLIENTS=required</c> says that they must run.
/// </summary>
internal static class NodeClient
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    private static readonly string s_source = typeof(NodeClient).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(fact => fact.Key == "SourceFolder").Value!;

    /// <summary>Where <c>.ci/run</c> installs the packages.</summary>
    private static readonly string s_packages = Path.GetFullPath(Path.Combine(s_source, "..", "..", "artifacts", "node"));

    /// <summary>Runs a scenario of a script against a gateway.</summary>
    /// <returns>What it prints.</returns>
    public static async Task<JsonElement> RunAsync(GatewayScene scene, string script, string scenario, int retries = 0)
    {
        RequireOrSkip(Directory.Exists(Path.Combine(s_packages, "node_modules")), $"The npm clients are not installed; {Path.Combine(".ci", "run")} does so.");

        // Packages are looked for from the working directory on when the script comes from the standard input.
        var start = new ProcessStartInfo("node", ["--input-type=module", "-"])
        {
            WorkingDirectory = s_packages,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(static name => name.EndsWith("_API_KEY", StringComparison.Ordinal) || name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["GATEWAY"] = scene.Address.ToString();
        start.Environment["SCENARIO"] = scenario;
        start.Environment["RETRIES"] = retries.ToString(System.Globalization.CultureInfo.InvariantCulture);

        using var process = Start(start);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(s_patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.StandardInput.WriteAsync((await File.ReadAllTextAsync(Path.Combine(s_source, "Node", script), patience.Token)).AsMemory(), patience.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
            Assert.True(process.ExitCode == 0, $"{await errors}{await output}");
            return JsonElement.Parse(await output);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        Process? process = null;
        try
        {
            process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no such program.
        }

        RequireOrSkip(process is not null, "Node is not installed.");
        return process!;
    }

    private static void RequireOrSkip(bool isThere, string reason)
    {
        if (isThere)
            return;
        if (Environment.GetEnvironmentVariable("SWITCHYARD_NODE_CLIENTS") == "required")
            Assert.Fail(reason);
        Assert.Skip(reason);
    }
}
