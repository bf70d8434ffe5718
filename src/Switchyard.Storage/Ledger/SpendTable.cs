using Microsoft.Data.Sqlite;

namespace Switchyard.Storage;

/// <summary>
/// What was charged by day, key, team and tags: what budgets are made up from when a gateway starts. Written with the rows that it sums up, in the
/// same transaction.
/// </summary>
internal sealed class SpendTable(SqliteConnection connection) : IDisposable
{
    // A batch has few different ones. Should it have many, it costs a few more statements.
    private const int MaxHeld = 64;

    private readonly Statement _add = new(
        connection,
        "INSERT INTO spend VALUES (?,?,?,?,?,?) ON CONFLICT DO UPDATE SET calls = calls + excluded.calls, charged = charged + excluded.charged");

    private readonly List<Sum> _sums = [];

    public void Add(long day, ReadOnlySpan<byte> key, ReadOnlySpan<byte> team, ReadOnlySpan<byte> tags, int calls, long charged)
    {
        foreach (var sum in _sums)
        {
            if (sum.Is(day, key, team, tags))
            {
                sum.Calls += calls;
                sum.Charged += charged;
                return;
            }
        }

        if (_sums.Count == MaxHeld)
            Flush();
        _sums.Add(new(day, key, team, tags) { Calls = calls, Charged = charged });
    }

    public void Flush()
    {
        foreach (var sum in _sums)
            _add.Bind(sum.Day).BindText(sum.Key).BindText(sum.Team).BindText(sum.Tags).Bind(sum.Calls).Bind(sum.Charged).Run();
        Clear();
    }

    public void Clear() => _sums.Clear();

    public void Dispose() => _add.Dispose();

    private sealed class Sum(long day, ReadOnlySpan<byte> key, ReadOnlySpan<byte> team, ReadOnlySpan<byte> tags)
    {
        public long Day { get; } = day;

        public byte[] Key { get; } = key.ToArray();

        public byte[] Team { get; } = team.ToArray();

        public byte[] Tags { get; } = tags.ToArray();

        public long Calls { get; set; }

        public long Charged { get; set; }

        public bool Is(long otherDay, ReadOnlySpan<byte> otherKey, ReadOnlySpan<byte> otherTeam, ReadOnlySpan<byte> otherTags) =>
            Day == otherDay && otherKey.SequenceEqual(Key) && otherTeam.SequenceEqual(Team) && otherTags.SequenceEqual(Tags);
    }
}
