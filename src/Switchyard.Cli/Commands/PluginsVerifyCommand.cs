using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
using Switchyard.Conformance;
using Switchyard.Gateway;

namespace Switchyard.Cli;

/// <summary><c>switchyard plugins verify</c>: loads a plugin in a scratch host, runs the conformance suite, and proves that it unloads.</summary>
internal static class PluginsVerifyCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("path") { Description = "The plugin's folder." };
        var provider = new Option<string>("--provider") { Description = "The provider to check; default: the one whose manifest brings the assembly." };
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("verify", "Check a plugin against a simulated vendor. Exit code 5 if a check fails.") { path, provider, json };
        command.SetAction((parsed, cancellation) => Task.FromResult(Shell.Run(parsed, terminal =>
        {
            var folder = PluginFolder.Existing(parsed.GetValue(path)!);
            var verification = Verify(terminal, folder, parsed.GetValue(provider), cancellation);
            if (parsed.GetValue(json)) terminal.WriteLine(Json(verification));
            else WriteTable(terminal, verification);
            return verification.HasPassed ? ExitCode.Done : ExitCode.Failed;
        })));
        return command;
    }

    public static PluginVerification Verify(Terminal terminal, string folder, string? provider, CancellationToken cancellationToken)
    {
        var total = ConformanceSuite.Checks.Count + 2;
        var done = 0;
        return PluginVerifier.VerifyAsync(folder, provider, result => terminal.Say(result.Check, ++done / (double)total), cancellationToken).GetAwaiter().GetResult();
    }

    public static void WriteTable(Terminal terminal, PluginVerification verification)
    {
        var table = new Table().AddColumns("check", "result").AddColumn(new TableColumn("ms").RightAligned()).AddColumn("why");
        foreach (var result in verification.Results)
        {
            table.AddRow(
                Markup.Escape(result.Check),
                Verdict(result),
                result.Skipped is null ? result.Duration.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) : "",
                Markup.Escape(result.Failure ?? result.Skipped ?? ""));
        }

        terminal.Write(table);
        if (verification.Skipped is { } sentence) terminal.WriteLine(sentence);
        var name = verification.Plugin is { } plugin ? $"{plugin.Id} {plugin.Version}, provider {verification.Provider}: " : "";
        var exempt = verification.Results.Count(result => result.Skipped is not null);
        var passed = verification.Results.Count(result => result.HasPassed) - exempt;
        terminal.WriteLine($"{name}{passed} of {verification.Results.Count - exempt} passed{(exempt > 0 ? $", {exempt} do not apply to its wire" : "")}.");
    }

    private static string Verdict(ConformanceResult result) => result switch
    {
        { Failure: not null } => "FAILED",
        { Skipped: not null } => "does not apply",
        _ => "passed",
    };

    private static string Json(PluginVerification verification) => new JsonObject
    {
        ["plugin"] = verification.Plugin?.Id,
        ["version"] = verification.Plugin?.Version?.ToString(),
        ["provider"] = verification.Provider,
        ["passed"] = verification.HasPassed,
        ["skipped"] = verification.Skipped,
        ["results"] = new JsonArray([.. verification.Results.Select(result => new JsonObject
        {
            ["check"] = result.Check,
            ["passed"] = result.HasPassed,
            ["failure"] = result.Failure,
            ["skipped"] = result.Skipped,
            ["milliseconds"] = Math.Round(result.Duration.TotalMilliseconds, 1),
        })]),
    }.ToJsonString();
}
