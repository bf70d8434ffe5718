using Microsoft.Data.Sqlite;

namespace Switchyard.Storage;

/// <summary>
/// Writes records into the database, in transactions that also say how far the journal is written: so each record is written exactly once,
/// whenever the process ends.
/// </summary>
internal sealed class LedgerWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly LedgerTables _tables;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _move;

    public LedgerWriter(SqliteFile file)
    {
        _connection = file.Open();
        _tables = new(_connection);
        _begin = new(_connection, "BEGIN IMMEDIATE");
        _commit = new(_connection, "COMMIT");
        _move = new(_connection, "UPDATE journal_position SET segment = ?, position = ?");
        Store = Guid.ParseExact((string)_connection.Scalar("SELECT value FROM meta WHERE name = 'store'")!, "N");
    }

    /// <summary>The store's identity, which its journal bears too.</summary>
    public Guid Store { get; }

    /// <summary>Up to where the journal is in the database.</summary>
    public JournalPosition ReadPosition() =>
        _connection.Query("SELECT segment, position FROM journal_position", static row => new JournalPosition(row.GetInt64(0), row.GetInt32(1)))[0];

    public void Begin() => _begin.Run();

    /// <returns>False if the record is of a form that this version does not know.</returns>
    public bool Insert(JournalPosition position, ReadOnlySpan<byte> record) => _tables.Insert(position.Sequence, record);

    /// <summary>Commits, with the place up to which the journal is written now.</summary>
    public void Commit(JournalPosition next)
    {
        _tables.Flush();
        _move.Bind(next.Segment).Bind((long)next.Offset).Run();
        _commit.Run();
    }

    /// <summary>Leaves the database as it was before <see cref="Begin"/>.</summary>
    public void Abandon()
    {
        _tables.Reset();
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle!) == 0)
            _connection.Execute("ROLLBACK");
    }

    public void Dispose()
    {
        _tables.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _move.Dispose();
        _connection.Dispose();
    }
}
