using System.Text;
using Microsoft.Extensions.Time.Testing;
using Switchyard.Storage;

namespace Switchyard.Tests.Storage;

public sealed class ResponseCacheTests
{
    private readonly FakeTimeProvider _time = new(new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("""{"model":"cheap","messages":[{"role":"user","content":"hi"}]}""", true)]
    [InlineData("""{ "messages": [ {"content":"\u0068i", "role":"user"} ], "user":"me", "metadata":{"a":"b"}, "model":"cheap" }""", true)]
    [InlineData("""{"model":"mid","messages":[{"role":"user","content":"hi"}]}""", false)]
    [InlineData("""{"model":"cheap","stream":true,"messages":[{"role":"user","content":"hi"}]}""", false)]
    [InlineData("""{"model":"cheap","messages":[{"role":"user","content":"Hi"}]}""", false)]
    [InlineData("""{"model":"cheap","messages":[{"role":"user","content":"hi","user":"x"}]}""", false)]
    [InlineData("""{"model":"cheap","temperature":1,"messages":[{"role":"user","content":"hi"}]}""", false)]
    public void OnlyTheSameRequestHasTheSameKey(string body, bool isSame)
    {
        Assert.True(CacheKey.TryCreate("""{"model":"cheap","messages":[{"role":"user","content":"hi"}]}"""u8.ToArray(), "p", out var expected));

        Assert.Equal(isSame, KeyOf(body, "p") == expected);
        Assert.NotEqual(expected, KeyOf(body, "q"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a":1""")]
    public void WhatIsNoPlainRequestIsNotCached(string body) => Assert.False(CacheKey.TryCreate(Encoding.UTF8.GetBytes(body), "p", out _));

    [Fact]
    public async Task AnAnswerIsGivenAgainByteByByteUntilItsTimeIsOver()
    {
        using var folder = new TestStore();
        var answer = new CachedAnswer { Body = "data: {}\n\n"u8.ToArray(), ContentType = "text/event-stream", Model = "a/one", Cost = 0.25m };
        await using (var store = Open(folder))
        {
            Assert.Null(store.Cache.Find(KeyOf("{}", "p")));
            store.Cache.Keep(KeyOf("{}", "p"), answer, TimeSpan.FromMinutes(1));
            Assert.Same(answer, store.Cache.Find(KeyOf("{}", "p")));
            Assert.Null(store.Cache.Find(KeyOf("{}", "q")));
        }

        await using var again = Open(folder);
        var found = again.Cache.Find(KeyOf("{}", "p"))!;
        Assert.Equal((answer.ContentType, answer.Model, answer.Cost), (found.ContentType, found.Model, found.Cost));
        Assert.Equal(answer.Body.ToArray(), found.Body.ToArray());
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(again.Cache.Find(KeyOf("{}", "p")));
    }

    [Fact]
    public async Task BothCachesKeepToTheirBytes()
    {
        using var folder = new TestStore();
        await using (var store = Open(folder, options => (options.CacheMemoryBytes, options.CacheFileBytes) = (20_000, 50_000)))
        {
            for (var index = 0; index < 100; index++)
            {
                store.Cache.Keep(KeyOf($"[{index}]"), Answer(1000), TimeSpan.FromMinutes(1 + index));
                if (index % 50 == 0)
                    store.Cache.Keep(KeyOf($"[{index + 1}000]"), Answer(40_000), TimeSpan.FromDays(1));
            }
        }

        var kept = folder.Folder.Cache;
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={kept};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sum(size), max(size) FROM answers";
        using var row = command.ExecuteReader();
        Assert.True(row.Read());
        Assert.InRange(row.GetInt64(0), 1000, 50_000);
        Assert.Equal(1000, row.GetInt64(1));

        static CachedAnswer Answer(int bytes) => new() { Body = new byte[bytes], ContentType = "x", Model = "a/one" };
    }

    [Fact]
    public void MemoryLetsGoOfWhatWasUsedLongestAgo()
    {
        var cache = new MemoryCache(5_000);
        var now = _time.GetUtcNow();
        for (var index = 0; index < 6; index++)
        {
            cache.Set(KeyOf($"[{index}]"), new() { Body = new byte[700], ContentType = "x", Model = "a/one" }, now.AddHours(1));
            cache.TryGet(KeyOf("[0]"), now, out _);
        }

        Assert.Equal([true, false, true, true, true, true], Enumerable.Range(0, 6).Select(index => cache.TryGet(KeyOf($"[{index}]"), now, out _)));
        Assert.Equal(5000, cache.Bytes);
    }

    [Fact]
    public async Task ACacheThatCannotBeUsedCostsNothingElse()
    {
        using var folder = new TestStore();
        Directory.CreateDirectory(folder.Folder.Path);
        File.WriteAllText(folder.Folder.Cache, "no database at all, but long enough to be looked at by SQLite as if it were one");
        await using var store = Open(folder);

        store.Cache.Keep(KeyOf("{}", "p"), new() { Body = new byte[1], ContentType = "x", Model = "a/one" }, TimeSpan.FromMinutes(1));

        Assert.NotNull(store.Cache.Find(KeyOf("{}", "p")));
    }

    private static CacheKey KeyOf(string body, string partition = "p") =>
        CacheKey.TryCreate(Encoding.UTF8.GetBytes(body.StartsWith('[') ? $"{{\"n\":{body}}}" : body), partition, out var key) ? key : throw new ArgumentException(body, nameof(body));

    private Store Open(TestStore folder, Action<StoreOptions>? configure = null) => Store.Open(folder.Options(options =>
    {
        options.TimeProvider = _time;
        configure?.Invoke(options);
    }));
}
