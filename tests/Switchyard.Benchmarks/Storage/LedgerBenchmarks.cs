using BenchmarkDotNet.Attributes;
using Microsoft.Data.Sqlite;
using Switchyard.Storage;

namespace Switchyard.Benchmarks.Storage;

/// <summary>What it costs a caller to be in the ledger before it has its answer: through the journal, and by an insert of its own.</summary>
[MemoryDiagnoser]
public class LedgerBenchmarks
{
    private readonly Attempt[] _attempts =
    [
        new()
        {
            Provider = "openai",
            Model = "openai/gpt-6-luna",
            Key = "OPENAI_API_KEY",
            Outcome = Outcome.Completed,
            HttpStatus = 200,
            Duration = TimeSpan.FromMilliseconds(400),
            Usage = new() { InputTokens = 900, CachedInputTokens = 100, OutputTokens = 200 },
            Cost = 0.000123m,
            RequestId = "req_0123456789abcdef",
        },
    ];

    private DirectoryInfo _folder = null!;
    private SqliteLedger _ledger = null!;
    private SqliteConnection _connection = null!;
    private SqliteCommand _insert = null!;
    private CallRecord _call;

    [GlobalSetup]
    public void Open()
    {
        _folder = Directory.CreateTempSubdirectory("switchyard");
        _ledger = SqliteLedger.Open(new() { Folder = new(_folder.FullName) });
        _call = new()
        {
            CallId = Guid.CreateVersion7(),
            Started = DateTimeOffset.UtcNow,
            Task = "Gateway.Chat",
            Tier = Tier.Cheap,
            Outcome = Outcome.Completed,
            Cost = 0.000123m,
            Duration = TimeSpan.FromMilliseconds(410),
            FirstToken = TimeSpan.FromMilliseconds(90),
            Origin = new() { KeyId = "key_0123456789ab", Team = "shop", Tags = ["web"], Asked = "cheap" },
        };

        _connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "plain.db")};Pooling=False");
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE calls (sequence INTEGER PRIMARY KEY, id BLOB, started INTEGER, key TEXT, task TEXT, model TEXT, outcome TEXT, input INTEGER, output INTEGER, cost INTEGER, duration INTEGER)");
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO calls VALUES (NULL, @id, @started, @key, @task, @model, @outcome, @input, @output, @cost, @duration)";
        foreach (var name in new[] { "@id", "@started", "@key", "@task", "@model", "@outcome", "@input", "@output", "@cost", "@duration" })
            _insert.Parameters.AddWithValue(name, DBNull.Value);
        _insert.Prepare();
    }

    [GlobalCleanup]
    public void Close()
    {
        _ledger.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _insert.Dispose();
        _connection.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>What the caller waits for; the thread that writes the database works beside it.</summary>
    [Benchmark]
    public void Record() => _ledger.Record(_call, _attempts);

    /// <summary>The whole way, for each of a thousand calls: into the journal, and in one commit on to the disk. Two rows of 41 columns.</summary>
    [Benchmark(OperationsPerInvoke = 1000)]
    public void RecordAndWrite()
    {
        for (var index = 0; index < 1000; index++)
            _ledger.Record(_call, _attempts);
        _ledger.Flush();
    }

    /// <summary>One row of ten columns in a transaction of its own, without waiting for the disk.</summary>
    [Benchmark(Baseline = true)]
    public int Insert()
    {
        _insert.Parameters[0].Value = _call.CallId.ToByteArray();
        _insert.Parameters[1].Value = _call.Started.UtcTicks;
        _insert.Parameters[2].Value = _call.Origin.KeyId;
        _insert.Parameters[3].Value = _call.Task;
        _insert.Parameters[4].Value = _attempts[0].Model;
        _insert.Parameters[5].Value = "Completed";
        _insert.Parameters[6].Value = _attempts[0].Usage.InputTokens;
        _insert.Parameters[7].Value = _attempts[0].Usage.OutputTokens;
        _insert.Parameters[8].Value = 123_000L;
        _insert.Parameters[9].Value = _call.Duration.Ticks;
        return _insert.ExecuteNonQuery();
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
