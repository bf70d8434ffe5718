using System.Text.Json;
using Switchyard.Storage;

namespace Switchyard.Tests.Storage;

public sealed class CostCommandTests
{
    [Theory]
    [InlineData("model", "b/two|2|2|2|0.002|0|0;c/three|1|1|0|0|0|0.5;a/one|2|0|2|0|2|0;|1|0|0|0|0|0")]
    [InlineData("provider", "b|2|2|2|0.002|0|0;c|1|1|0|0|0|0.5;a|2|0|2|0|2|0;|1|0|0|0|0|0")]
    [InlineData("task", "=cmd|1|1|2|0.001|0|0;Tests.Ask|3|2|2|0.001|0|0.5")]
    [InlineData("key", "k1|2|2|2|0.001|0|0.5;|2|1|2|0.001|0|0")]
    [InlineData("team", "|4|3|4|0.002|0|0.5")]
    [InlineData("tag", "x|1|1|2|0.001|0|0;y|1|1|2|0.001|0|0;|3|2|2|0.001|0|0.5")]
    [InlineData("day", "2026-11-22|1|1|2|0.001|0|0;2026-11-23|3|2|2|0.001|0|0.5")]
    public async Task CostsAreToldApart(string by, string expected)
    {
        using var folder = new TestStore();
        await FillAsync(folder);

        var run = Fixture.Run("cost", "--by", by, "--json", "--data", folder.Folder.Path);

        Assert.Equal((0, ""), (run.Code, run.Error));
        var rows = JsonDocument.Parse(run.Output).RootElement.EnumerateArray().Select(row => string.Join(
            '|', new[] { by, "calls", "succeeded", "attempts", "costUsd", "unknownCosts", "savedUsd" }.Select(name => Plain(row.GetProperty(name)))));
        Assert.Equal(expected.Split(';').Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ATimeIsBoundedAndTheCostOfAnAnswerIsSaid()
    {
        using var folder = new TestStore();
        await FillAsync(folder);

        var run = Fixture.Run("cost", "--by", "model", "--since", "2026-11-22", "--until", "2026-11-23", "--csv", "--data", folder.Folder.Path);

        Assert.Equal(
            ["model,name,calls,succeeded,attempts,input_tokens,cached_tokens,output_tokens,cost_usd,unknown_costs,cost_per_success_usd,saved_usd", "b/two,,1,1,1,100,10,20,0.001,0,0.001,0", "a/one,,1,0,1,0,0,0,0,1,,0"],
            run.Output.ReplaceLineEndings("\n").TrimEnd().Split('\n'));
        Assert.Contains("$0.001000", Fixture.Run("cost", "--since", "2026-11-22", "--until", "2026-11-23", "--data", folder.Folder.Path).Output, StringComparison.Ordinal);
        Assert.Contains("There are no calls in that time.", Fixture.Run("cost", "--until", "2020-01-01", "--data", folder.Folder.Path).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnExportRunsNoFormulaAndLosesNothing()
    {
        using var folder = new TestStore();
        await FillAsync(folder);

        var csv = Fixture.Run("ledger", "export", "--data", folder.Folder.Path).Output.ReplaceLineEndings("\n").TrimEnd().Split('\n');
        Assert.Equal(5, csv.Length);
        Assert.Contains(",'=cmd,", csv[1], StringComparison.Ordinal);
        Assert.EndsWith(",\"'@a,\"\"b\"\"\"", csv[1], StringComparison.Ordinal);

        var lines = Fixture.Run("ledger", "export", "--format", "jsonl", "--data", folder.Folder.Path).Output.Trim().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["=cmd", "Tests.Ask", "Tests.Ask", "Tests.Ask"], lines.Select(line => line.GetProperty("task").GetString()));
        Assert.Equal("@a,\"b\"", lines[0].GetProperty("requestId").GetString());
        Assert.Equal(["a/one", "b/two"], lines[0].GetProperty("attempts").EnumerateArray().Select(attempt => attempt.GetProperty("model").GetString()));
        Assert.Equal(JsonValueKind.Null, lines[0].GetProperty("attempts")[0].GetProperty("costUsd").ValueKind);
        Assert.Equal(5, lines[0].GetProperty("writtenTokens").GetInt32());
    }

    [Fact]
    public void KeysAreMadeRotatedAndRevoked()
    {
        using var folder = new TestStore();
        string[] data = ["--data", folder.Folder.Path];

        var made = Fixture.Run(["keys", "create", "support", "--team", "blue", "--tag", "x", "--tag", "y", "--models", "a/one,b/*", "--tiers", "cheap,auto", "--rpm", "5", "--tpm", "1000", "--parallel", "2", "--expires", "90d", .. data]);
        var secret = made.Output.Trim().Split('\n')[^1];
        Assert.Matches("^swy_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}$", secret);
        var listed = Fixture.Run(["keys", "list", .. data]).Output;
        Assert.Contains("a/one, b/*, cheap, auto", listed, StringComparison.Ordinal);
        Assert.DoesNotContain(secret[^43..], listed, StringComparison.Ordinal);

        var rotated = JsonDocument.Parse(Fixture.Run(["keys", "rotate", "support", "--grace", "1h", "--json", .. data]).Output).RootElement;
        Assert.NotEqual(secret, rotated.GetProperty("secret").GetString());
        Assert.Equal(0, Fixture.Run(["keys", "revoke", "support", .. data]).Code);
        var key = JsonDocument.Parse(Fixture.Run(["keys", "list", "--json", .. data]).Output).RootElement[0];
        Assert.Equal(("revoked", rotated.GetProperty("id").GetString()), (key.GetProperty("state").GetString(), key.GetProperty("id").GetString()));
    }

    [Fact]
    public void BudgetsAreSetListedAndTakenAway()
    {
        using var folder = new TestStore();
        string[] data = ["--data", folder.Folder.Path];
        Fixture.Run(["keys", "create", "support", .. data]);

        Assert.Equal("The key support may spend 0.25 USD a day.", Fixture.Run(["budgets", "set", "--key", "support", "--period", "day", "--usd", "0.25", .. data]).Output.Trim());
        Assert.Equal("The team blue may spend 50 USD in all.", Fixture.Run(["budgets", "set", "--team", "blue", "--period", "total", "--usd", "50", .. data]).Output.Trim());
        Assert.Contains("$0.250000", Fixture.Run(["budgets", "list", .. data]).Output, StringComparison.Ordinal);
        Assert.Equal(0, Fixture.Run(["budgets", "set", "--key", "support", "--period", "day", "--usd", "none", .. data]).Code);
        Assert.Equal("blue", JsonDocument.Parse(Fixture.Run(["budgets", "list", "--json", .. data]).Output).RootElement.EnumerateArray().Single().GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("keys create a --expires 2020-01-01", "would have expired already")]
    [InlineData("keys create a --expires soon", "--expires takes a day")]
    [InlineData("keys create a --models luna", "\"luna\" names no model")]
    [InlineData("keys create a --tiers best", "\"best\" is no tier")]
    [InlineData("keys create a --rpm 0", "A limit of a key is less than 1")]
    [InlineData("keys create taken", "There is a key named \"taken\" already")]
    [InlineData("keys rotate nobody", "There is no key with the name or id \"nobody\"")]
    [InlineData("keys rotate taken --grace 1y", "--grace takes a number")]
    [InlineData("keys revoke nobody", "There is no key with the name or id \"nobody\"")]
    [InlineData("budgets set --usd 5", "Say whose budget it is")]
    [InlineData("budgets set --usd 5 --key taken --team t", "Say whose budget it is")]
    [InlineData("budgets set --usd -5 --team t", "--usd takes an amount")]
    [InlineData("budgets set --usd 5e3 --team t", "--usd takes an amount")]
    [InlineData("budgets set --usd 99999999999 --team t", "is out of range")]
    [InlineData("budgets set --usd 5 --team t --period year", "--period takes day")]
    [InlineData("budgets set --usd 5 --team t --period 1", "--period takes day")]
    [InlineData("budgets set --usd 5 --key nobody", "There is no key with the name or id \"nobody\"")]
    [InlineData("budgets set --usd none --team t", "There is no budget per month of the team \"t\"")]
    [InlineData("cost --by colour", "--by takes model")]
    [InlineData("cost --by 1", "--by takes model")]
    [InlineData("cost --since yesterday", "--since takes a day")]
    [InlineData("cost --since 2026-11-23 --until 2026-11-23", "--since must lie before --until")]
    [InlineData("cost --csv --json", "exclude each other")]
    [InlineData("ledger export --format xml", "--format takes csv or jsonl")]
    public void BadInputGetsOneSentence(string command, string sentence)
    {
        using var folder = new TestStore();
        Administration.Open(folder.Options()).Keys.Create(new() { Name = "taken" });

        var run = Fixture.Run([.. command.Split(' '), "--data", folder.Folder.Path]);

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Fact]
    public void AFolderWithoutAStoreIsNotMadeByLooking()
    {
        using var folder = new TestStore();

        var run = Fixture.Run("cost", "--data", folder.Folder.Path);

        Assert.Equal(2, run.Code);
        Assert.StartsWith("There is no store in ", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Folder.Path));
    }

    /// <summary>A call with a failover and tags, one of a key, a cached one of that key, and one that found nobody to ask.</summary>
    private static async Task FillAsync(TestStore folder)
    {
        await using var ledger = SqliteLedger.Open(folder.Options());
        ledger.Record(
            TestStore.Call(origin: new() { Tags = ["x", "y"], RequestId = "@a,\"b\"" }) with { Task = "=cmd", Started = new(2026, 11, 22, 23, 59, 59, TimeSpan.Zero) },
            TestStore.Answered);
        ledger.Record(TestStore.Call(origin: new() { KeyId = "k1" }), TestStore.Answered);
        ledger.Record(TestStore.Call(origin: new() { KeyId = "k1" }) with { CachedModel = "c/three", Cost = 0, Saved = 0.5m }, []);
        ledger.Record(TestStore.Call() with { Cost = 0, Outcome = Outcome.ModelUnavailable }, []);
    }

    private static string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetDecimal().ToString("0.######", System.Globalization.CultureInfo.InvariantCulture),
    };
}
