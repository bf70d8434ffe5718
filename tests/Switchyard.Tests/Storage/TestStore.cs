using Microsoft.Data.Sqlite;
using Switchyard.Storage;

namespace Switchyard.Tests.Storage;

/// <summary>A store in a folder that is gone after the test, and what stands in its database.</summary>
internal sealed class TestStore : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StoreFolder Folder => new(_folder.File("data"));

    public static Attempt[] Answered { get; } =
    [
        new() { Provider = "a", Model = "a/one", Key = "A_KEY", Outcome = Outcome.TimedOut, TimeLimit = TimeLimit.Idle, Duration = TimeSpan.FromMilliseconds(3), Detail = "secret echo" },
        new()
        {
            Provider = "b",
            Model = "b/two",
            Key = "B_KEY",
            Outcome = Outcome.Completed,
            HttpStatus = 200,
            Duration = TimeSpan.FromMilliseconds(40),
            Usage = new() { InputTokens = 100, CachedInputTokens = 10, CacheWriteTokens = 5, OutputTokens = 20, ReasoningTokens = 8 },
            Cost = 0.001m,
            RequestId = "req-1",
        },
    ];

    public StoreOptions Options(Action<StoreOptions>? configure = null)
    {
        var options = new StoreOptions { Folder = Folder };
        configure?.Invoke(options);
        return options;
    }

    public static CallRecord Call(Guid? id = null, CallOrigin origin = default) => new()
    {
        CallId = id ?? Guid.CreateVersion7(),
        Started = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero),
        Task = "Tests.Ask",
        Tier = Tier.Cheap,
        Outcome = Outcome.Completed,
        Cost = 0.001m,
        Duration = TimeSpan.FromMilliseconds(43),
        FirstToken = TimeSpan.FromMilliseconds(7),
        Origin = origin,
    };

    /// <summary>The rows that a query of the database gives, values joined by <c>|</c>.</summary>
    public List<string> Rows(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Folder.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "" : Convert.ToString(reader.GetValue(column), System.Globalization.CultureInfo.InvariantCulture))));
        return rows;
    }

    public List<string> Ids() => Rows("SELECT lower(hex(id)) FROM calls ORDER BY sequence");

    /// <summary>An id as the database holds it.</summary>
    public static string Hex(Guid id) => Convert.ToHexStringLower(id.ToByteArray());

    public void Dispose() => _folder.Dispose();
}
