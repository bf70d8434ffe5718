using Microsoft.Data.Sqlite;

namespace Switchyard.Storage;

/// <summary>Reads from the ledger what was spent. Sees what is committed: a running gateway is a commit interval ahead.</summary>
public sealed class CostReader
{
    internal const string AttemptsOfCall = "SELECT * FROM attempts WHERE call = @call ORDER BY number";

    private readonly SqliteFile _file;

    internal CostReader(SqliteFile file) => _file = file;

    /// <summary>Sums up the calls of a time by one of their properties.</summary>
    /// <param name="by">What to tell them apart by.</param>
    /// <param name="since">From when on calls began; <see langword="null"/> for the first.</param>
    /// <param name="until">Before when; <see langword="null"/> for now.</param>
    /// <returns>The groups, dearest first; days in order.</returns>
    /// <exception cref="StorageException">The database cannot be read.</exception>
    public IReadOnlyList<CostRow> Sum(CostGrouping by, DateTimeOffset? since = null, DateTimeOffset? until = null) =>
        _file.Use(connection => connection.Query(CostSql.For(by), static row => new CostRow
        {
            Group = row.Text(0),
            Name = row.Text(1),
            Calls = row.GetInt64(2),
            Succeeded = row.GetInt64(3),
            Attempts = row.GetInt64(4),
            InputTokens = row.GetInt64(5),
            CachedTokens = row.GetInt64(6),
            OutputTokens = row.GetInt64(7),
            Cost = NanoUsd.ToUsd(row.GetInt64(8)),
            UnknownCosts = row.GetInt64(9),
            Saved = NanoUsd.ToUsd(row.GetInt64(10)),
        }, Bounds(since, until)));

    /// <summary>Goes through the calls of a time, in the order in which they ended, without keeping them.</summary>
    /// <param name="each">Takes a call.</param>
    /// <param name="since">From when on calls began; <see langword="null"/> for the first.</param>
    /// <param name="until">Before when; <see langword="null"/> for now.</param>
    /// <exception cref="StorageException">The database cannot be read.</exception>
    public void ForEach(Action<LedgerCall> each, DateTimeOffset? since = null, DateTimeOffset? until = null) => ForEach(each, since, until, limit: null);

    /// <summary>As <see cref="ForEach(Action{LedgerCall}, DateTimeOffset?, DateTimeOffset?)"/>, but only the last of them.</summary>
    internal void ForEach(Action<LedgerCall> each, DateTimeOffset? since, DateTimeOffset? until, int? limit)
    {
        ArgumentNullException.ThrowIfNull(each);
        _file.Use(connection =>
        {
            // One view of the ledger, however long it takes.
            using var transaction = connection.BeginTransaction(deferred: true);
            using var calls = connection.Command(limit is { } most ? CostSql.Last(most) : CostSql.All, Bounds(since, until));
            using var attempts = connection.Command(AttemptsOfCall, ("@call", 0L));
            using var row = calls.ExecuteReader();
            while (row.Read())
                each(ReadCall(row, ReadAttempts(attempts, row.GetInt64(0))));
            return 0;
        });
    }

    /// <summary>Finds one call.</summary>
    /// <param name="id">Its identity.</param>
    /// <returns>The call; <see langword="null"/> if there is none, or it is not committed yet.</returns>
    /// <exception cref="StorageException">The database cannot be read.</exception>
    public LedgerCall? Find(Guid id) => _file.Use(connection =>
    {
        using var call = connection.Command("SELECT * FROM calls WHERE id = @id", ("@id", id.ToByteArray()));
        using var attempts = connection.Command(AttemptsOfCall, ("@call", 0L));
        using var row = call.ExecuteReader();
        return row.Read() ? ReadCall(row, ReadAttempts(attempts, row.GetInt64(0))) : null;
    });

    private static (string, object?)[] Bounds(DateTimeOffset? since, DateTimeOffset? until) =>
        [("@since", since is { } from ? UnixTime.Of(from) : long.MinValue), ("@until", until is { } to ? UnixTime.Of(to) : long.MaxValue)];

    internal static LedgerCall ReadCall(SqliteDataReader row, List<LedgerAttempt> attempts) => new(
        new Guid(row.GetFieldValue<byte[]>(row.GetOrdinal("id"))),
        row.Time(row.GetOrdinal("started"))!.Value,
        row.Text(row.GetOrdinal("key")),
        row.Text(row.GetOrdinal("team")),
        JsonList.Read(row.GetString(row.GetOrdinal("tags"))),
        row.Text(row.GetOrdinal("asked")),
        row.Text(row.GetOrdinal("task")),
        row.GetString(row.GetOrdinal("tier")),
        row.Text(row.GetOrdinal("provider")),
        row.Text(row.GetOrdinal("model")),
        row.GetString(row.GetOrdinal("outcome")),
        ReadUsage(row),
        NanoUsd.ToUsd(row.Number(row.GetOrdinal("cost"))),
        row.GetInt64(row.GetOrdinal("is_cached")) != 0,
        NanoUsd.ToUsd(row.Number(row.GetOrdinal("saved"))),
        UnixTime.ToSpan(row.GetInt64(row.GetOrdinal("duration"))),
        row.Number(row.GetOrdinal("first_token")) is { } firstToken ? UnixTime.ToSpan(firstToken) : null,
        row.Text(row.GetOrdinal("request_id")),
        attempts);

    internal static List<LedgerAttempt> ReadAttempts(SqliteCommand attempts, long call)
    {
        attempts.Parameters[0].Value = call;
        using var row = attempts.ExecuteReader();
        var read = new List<LedgerAttempt>();
        while (row.Read())
        {
            read.Add(new(
                row.GetString(row.GetOrdinal("provider")),
                row.GetString(row.GetOrdinal("model")),
                row.GetString(row.GetOrdinal("provider_key")),
                row.GetString(row.GetOrdinal("outcome")),
                row.Text(row.GetOrdinal("time_limit")),
                (int?)row.Number(row.GetOrdinal("http_status")),
                UnixTime.ToSpan(row.GetInt64(row.GetOrdinal("duration"))),
                ReadUsage(row),
                NanoUsd.ToUsd(row.Number(row.GetOrdinal("cost"))),
                row.Text(row.GetOrdinal("request_id"))));
        }

        return read;
    }

    private static TokenUsage ReadUsage(SqliteDataReader row) => new()
    {
        InputTokens = Tokens(row, "input_tokens"),
        CachedInputTokens = Tokens(row, "cached_tokens"),
        CacheWriteTokens = Tokens(row, "written_tokens"),
        OutputTokens = Tokens(row, "output_tokens"),
        ReasoningTokens = Tokens(row, "reasoning_tokens"),
    };

    private static int Tokens(SqliteDataReader row, string column) => (int)Math.Clamp(row.GetInt64(row.GetOrdinal(column)), 0, int.MaxValue);
}
