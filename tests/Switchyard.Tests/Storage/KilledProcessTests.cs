using System.Diagnostics;
using Switchyard.Storage;

namespace Switchyard.Tests.Storage;

/// <summary>A process that records calls is killed without warning, again and again: what it said it had recorded is in the ledger, once.</summary>
public sealed class KilledProcessTests
{
    [Fact]
    public async Task WhatWasRecordedIsInTheLedgerOnceHoweverTheProcessEnds()
    {
        using var store = new TestStore();
        var random = new Random(7);
        var printed = new HashSet<string>();
        for (var kill = 0; kill < 20; kill++)
        {
            // The files are small, so that many kills come while one is made, filled or deleted. Some processes are killed in the middle of what the
            // one before had left behind.
            printed.UnionWith(await RunAndKillAsync(store.Folder.Path, random.Next(0, 6000), random.Next(0, 20)));
        }

        await using (SqliteLedger.Open(store.Options()))
        {
        }

        var ids = store.Ids();
        Assert.True(printed.Count > 10_000);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Empty(printed.Except(ids));

        // Nothing is half there either.
        Assert.Equal([$"{ids.Count}|{ids.Count * 2}"], store.Rows("SELECT (SELECT count(*) FROM calls), (SELECT count(*) FROM attempts)"));
        Assert.Equal(["1000000", "3000000"], store.Rows("SELECT DISTINCT charged FROM calls ORDER BY charged"));
        Assert.Equal(store.Rows("SELECT count(*), sum(charged) FROM calls"), store.Rows("SELECT sum(calls), sum(charged) FROM spend"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(store.Folder.Journal));
    }

    /// <returns>The ids that the process printed before it was killed.</returns>
    private static async Task<List<string>> RunAndKillAsync(string folder, int lines, int milliseconds)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Switchyard.LedgerProcess.dll");
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath is { } path && path.EndsWith("dotnet", StringComparison.Ordinal) ? path : "dotnet", [program, folder, "65536"])
        {
            RedirectStandardOutput = true,
        })!;
        try
        {
            var printed = new List<string>();
            while (printed.Count < lines)
                printed.Add(await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("It ended by itself."));
            await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
            process.Kill();

            // A last line may be cut off; whole ones were recorded.
            var rest = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            printed.AddRange(rest.Split('\n')[..^1]);
            return printed.ConvertAll(static id => TestStore.Hex(Guid.ParseExact(id, "N")));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }
}
