using Switchyard.Storage;

namespace Switchyard.Tests.Storage;

/// <summary>Whatever happens to the bytes of a journal file, what is whole is written once and nothing is made up.</summary>
public sealed class JournalDamageTests
{
    private const int Calls = 60;

    [Fact]
    public async Task ATailThatIsCutOffTakesOnlyWhatItHeld()
    {
        using var store = new TestStore();
        var ids = await LeaveBehindAsync(store);
        var bytes = File.ReadAllBytes(store.Folder.Segments()[0].File);
        var used = bytes.AsSpan().LastIndexOfAnyExcept((byte)0);
        var random = new Random(11);
        for (var round = 0; round < 15; round++)
        {
            var left = random.Next(0, used);
            using var copy = Copy(store, bytes[..left]);
            await OpenAsync(copy);
            var found = copy.Ids();

            // All records are about as long, so what is left of the file says how many must be there.
            Assert.InRange(found.Count, (Calls * left / used) - 2, (Calls * left / used) + 1);
            Assert.Equal(ids.Take(found.Count), found);
        }
    }

    [Fact]
    public async Task DamagedBytesTakeOnlyTheRecordsThatTheyAreIn()
    {
        using var store = new TestStore();
        var ids = await LeaveBehindAsync(store);
        var bytes = File.ReadAllBytes(store.Folder.Segments()[0].File);
        var used = bytes.AsSpan().LastIndexOfAnyExcept((byte)0);
        var random = new Random(12);
        for (var round = 0; round < 30; round++)
        {
            var damaged = bytes.ToArray();
            var count = random.Next(1, 40);
            var start = random.Next(0, used - count);
            random.NextBytes(damaged.AsSpan(start, count));

            using var copy = Copy(store, damaged);
            await OpenAsync(copy);
            var found = copy.Ids();

            // Forty bytes touch two records at most. The rest is there, in order, once.
            Assert.InRange(found.Count, Calls - 2, Calls);
            Assert.Equal(ids.Where(found.Contains), found);
            Assert.Single(Directory.GetFiles(copy.Folder.Journal, "*" + JournalReplay.DamagedSuffix));
        }
    }

    [Fact]
    public async Task PureNoiseIsSetAside()
    {
        using var store = new TestStore();
        await LeaveBehindAsync(store);
        var noise = new byte[300_000];
        new Random(13).NextBytes(noise);
        using var copy = Copy(store, noise);

        await OpenAsync(copy);

        Assert.Empty(copy.Ids());
        Assert.Single(Directory.GetFiles(copy.Folder.Journal, "*" + JournalReplay.DamagedSuffix));
    }

    [Fact]
    public async Task AnUnfinishedAppendIsNoDamage()
    {
        using var store = new TestStore();
        var ids = await LeaveBehindAsync(store);
        var bytes = File.ReadAllBytes(store.Folder.Segments()[0].File);
        var used = bytes.AsSpan().LastIndexOfAnyExcept((byte)0);
        var next = (used & ~7) + 16;
        bytes.AsSpan(next, 100).Fill(0x5a);
        using var copy = Copy(store, bytes);

        await OpenAsync(copy);

        Assert.Equal(ids, copy.Ids());
        Assert.Empty(Directory.EnumerateFileSystemEntries(copy.Folder.Journal));
    }

    [Fact]
    public async Task TheJournalOfAnotherStoreIsRefusedAndKept()
    {
        using var store = new TestStore();
        await LeaveBehindAsync(store);
        using var other = new TestStore();
        await OpenAsync(other);
        var journal = other.Folder.Segment(9);
        File.Copy(store.Folder.Segments()[0].File, journal);

        var refusal = Assert.Throws<StorageException>(() => SqliteLedger.Open(other.Options()));

        Assert.Contains("belongs to another database", refusal.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(journal));
    }

    [Fact]
    public async Task CatchingUpWritesWhatAGatewayThatIsGoneLeft()
    {
        using var store = new TestStore();
        var ids = await LeaveBehindAsync(store);

        SqliteLedger.CatchUp(store.Options());
        SqliteLedger.CatchUp(store.Options());

        Assert.Equal(ids, store.Ids());
    }

    /// <summary>Leaves calls in the journal as a killed process does.</summary>
    private static async Task<List<string>> LeaveBehindAsync(TestStore store)
    {
        var ids = new List<string>();
        await using (var ledger = SqliteLedger.Open(store.Options(options => (options.SegmentBytes, options.CommitInterval) = (256 << 10, TimeSpan.FromSeconds(10)))))
        {
            store.Rows("CREATE TRIGGER full BEFORE INSERT ON calls BEGIN SELECT RAISE(ABORT, 'disk full'); END");
            for (var index = 0; index < Calls; index++)
            {
                var call = TestStore.Call();
                ledger.Record(call, TestStore.Answered);
                ids.Add(TestStore.Hex(call.CallId));
            }
        }

        store.Rows("DROP TRIGGER full");
        Assert.Empty(store.Ids());
        return ids;
    }

    private static TestStore Copy(TestStore store, byte[] journal)
    {
        var copy = new TestStore();
        Directory.CreateDirectory(copy.Folder.Journal);
        File.Copy(store.Folder.Database, copy.Folder.Database);
        File.WriteAllBytes(copy.Folder.Segment(store.Folder.Segments()[0].Id), journal);
        return copy;
    }

    private static async Task OpenAsync(TestStore store)
    {
        await using (SqliteLedger.Open(store.Options()))
        {
        }
    }
}
