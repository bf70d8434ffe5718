using Switchyard.Storage;

namespace Switchyard.Tests.Storage;

public sealed class SchemaTests
{
    [Fact]
    public async Task ANewerFileIsRefusedAndLeftAlone()
    {
        using var folder = new TestStore();
        Administration.Open(folder.Options());
        folder.Rows("PRAGMA user_version = 99");

        Assert.Contains("was written by a newer Switchyard (schema 99", Assert.Throws<StorageException>(() => SqliteLedger.Open(folder.Options())).Message, StringComparison.Ordinal);
        Assert.Equal(["99"], folder.Rows("PRAGMA user_version"));

        // The lock was given back with the refusal.
        folder.Rows("PRAGMA user_version = 2");
        await SqliteLedger.Open(folder.Options()).DisposeAsync();
    }

    [Fact]
    public async Task AnOlderFileIsBroughtUpToDateWithWhatItHolds()
    {
        using var folder = new TestStore();
        Directory.CreateDirectory(folder.Folder.Path);
        new SqliteFile(folder.Folder.Database, new Schema(0x5357_5944, StoreSchema.Version1)).Open().Dispose();
        folder.Rows("INSERT INTO calls (sequence, id, started, tags, tier, outcome, attempts, input_tokens, cached_tokens, written_tokens, output_tokens, reasoning_tokens, charged, is_cached, duration) VALUES (1, x'01', 0, '[]', 'Cheap', 'Completed', 1, 0, 0, 0, 0, 0, 0, 0, 0)");

        await using (var ledger = SqliteLedger.Open(folder.Options()))
            ledger.Record(TestStore.Call(), TestStore.Answered);

        Assert.Equal(["2"], folder.Rows("PRAGMA user_version"));
        Assert.Equal(["Completed|", "Completed|"], folder.Rows("SELECT outcome, features FROM calls ORDER BY sequence"));
    }

    [Fact]
    public void AnotherProgramsDatabaseIsRefusedAndLeftAlone()
    {
        using var folder = new TestStore();
        Directory.CreateDirectory(folder.Folder.Path);
        folder.Rows("CREATE TABLE precious (x)");

        Assert.Contains("is a database of another program", Assert.Throws<StorageException>(() => Administration.Open(folder.Options())).Message, StringComparison.Ordinal);
        Assert.Equal(["precious"], folder.Rows("SELECT name FROM sqlite_schema"));
    }

    [Fact]
    public void AFileThatIsNoDatabaseIsRefused()
    {
        using var folder = new TestStore();
        Directory.CreateDirectory(folder.Folder.Path);
        File.WriteAllText(folder.Folder.Database, new string('x', 5000));

        Assert.Contains("is not a SQLite database", Assert.Throws<StorageException>(() => Administration.Open(folder.Options())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderThatCannotBeMadeIsNamed()
    {
        using var temporary = new TemporaryFolder();
        var file = temporary.Write("file", "x");

        Assert.Contains("cannot be made", Assert.Throws<StorageException>(() => SqliteLedger.Open(new() { Folder = new(Path.Combine(file, "data")) })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeveralProcessesMayComeToANewFolderAtOnce()
    {
        using var folder = new TestStore();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(index => Task.Run(() => Administration.Open(folder.Options()).Keys.Create(new() { Name = $"k{index}" }))));

        Assert.Equal(8, Administration.Open(folder.Options()).Keys.List().Count);
    }

    [Fact]
    public void TheOperatorsPageNamesEveryTableAndColumn()
    {
        using var folder = new TestStore();
        Administration.Open(folder.Options());
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Docs", "storage.md"));

        foreach (var table in folder.Rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"))
        {
            Assert.Contains($"`{table}`", page, StringComparison.Ordinal);
            foreach (var column in folder.Rows($"SELECT name FROM pragma_table_info('{table}')"))
                Assert.Contains($"`{column}`", page, StringComparison.Ordinal);
        }
    }
}
