using Microsoft.Data.Sqlite;

namespace Switchyard.Storage;

/// <summary>Cached answers on the disk, within so many bytes. One thread at a time.</summary>
internal sealed class CacheFile : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly long _capacity;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _put;
    private long _bytes;

    public CacheFile(string path, long capacity)
    {
        _connection = new SqliteFile(path, Schema.Cache).Open();
        _capacity = capacity;

        // What is lost with the power is asked again.
        _connection.Execute("PRAGMA synchronous = OFF");
        _find = _connection.Command(
            "SELECT content_type, model, cost, body, expires FROM answers WHERE key = @key AND expires > @now", ("@key", null), ("@now", null));
        _put = _connection.Command(
            "INSERT OR REPLACE INTO answers VALUES (@key, @type, @model, @cost, @now, @expires, @size, @body)",
            ("@key", null), ("@type", null), ("@model", null), ("@cost", null), ("@now", null), ("@expires", null), ("@size", null), ("@body", null));
        _bytes = Size();
    }

    public (CachedAnswer Answer, DateTimeOffset Expires)? Find(CacheKey key, DateTimeOffset now)
    {
        _find.Parameters["@key"].Value = key.ToArray();
        _find.Parameters["@now"].Value = UnixTime.Of(now);
        using var row = _find.ExecuteReader();
        return row.Read()
            ? (new CachedAnswer { ContentType = row.GetString(0), Model = row.GetString(1), Cost = NanoUsd.ToUsd(row.Number(2)), Body = row.GetFieldValue<byte[]>(3) }, row.Time(4)!.Value)
            : null;
    }

    public void Put(CacheKey key, CachedAnswer answer, DateTimeOffset now, DateTimeOffset expires)
    {
        var size = answer.Body.Length;
        if (size > _capacity / 4)
            return;
        if (_bytes + size > _capacity)
            MakeRoom(now);

        _put.Parameters["@key"].Value = key.ToArray();
        _put.Parameters["@type"].Value = answer.ContentType;
        _put.Parameters["@model"].Value = answer.Model;
        _put.Parameters["@cost"].Value = (object?)NanoUsd.Of(answer.Cost) ?? DBNull.Value;
        _put.Parameters["@now"].Value = UnixTime.Of(now);
        _put.Parameters["@expires"].Value = UnixTime.Of(expires);
        _put.Parameters["@size"].Value = size;
        _put.Parameters["@body"].Value = answer.Body.ToArray();
        _put.ExecuteNonQuery();
        _bytes += size;
    }

    public void Clear()
    {
        _connection.Execute("DELETE FROM answers");
        _bytes = 0;
    }

    public void Dispose()
    {
        _find.Dispose();
        _put.Dispose();
        _connection.Dispose();
    }

    private long Size() => (long)_connection.Scalar("SELECT ifnull(sum(size), 0) FROM answers")!;

    /// <summary>Lets go of what has expired, then of what expires soonest, until a quarter is free: not at each answer again.</summary>
    private void MakeRoom(DateTimeOffset now)
    {
        _connection.Execute("DELETE FROM answers WHERE expires <= @now", ("@now", UnixTime.Of(now)));
        for (_bytes = Size(); _bytes > _capacity * 3 / 4; _bytes = Size())
            _connection.Execute("DELETE FROM answers WHERE key IN (SELECT key FROM answers ORDER BY expires LIMIT max(1, (SELECT count(*) / 8 FROM answers)))");
    }
}
