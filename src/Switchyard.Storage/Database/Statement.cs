using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Switchyard.Storage;

/// <summary>A prepared statement that is bound to UTF-8 and numbers as they are: the ledger's rows go through it without making objects.</summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public Statement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
    }

    /// <summary>Where the next value goes; the first parameter is 1.</summary>
    private int _index = 1;

    public Statement Bind(long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, _index++, value));
        return this;
    }

    public Statement Bind(long? value)
    {
        Check(value is { } number ? raw.sqlite3_bind_int64(_statement, _index, number) : raw.sqlite3_bind_null(_statement, _index));
        _index++;
        return this;
    }

    public Statement Bind(double? value)
    {
        Check(value is { } number ? raw.sqlite3_bind_double(_statement, _index, number) : raw.sqlite3_bind_null(_statement, _index));
        _index++;
        return this;
    }

    /// <summary>Binds text; an empty one is NULL.</summary>
    public Statement Bind(ReadOnlySpan<byte> utf8)
    {
        Check(utf8.IsEmpty ? raw.sqlite3_bind_null(_statement, _index) : raw.sqlite3_bind_text(_statement, _index, utf8));
        _index++;
        return this;
    }

    /// <summary>Binds text that may be empty, but is never NULL.</summary>
    public Statement BindText(ReadOnlySpan<byte> utf8)
    {
        Check(raw.sqlite3_bind_text(_statement, _index++, utf8));
        return this;
    }

    public Statement BindBlob(ReadOnlySpan<byte> bytes)
    {
        Check(raw.sqlite3_bind_blob(_statement, _index++, bytes));
        return this;
    }

    /// <summary>Runs the statement and makes it ready for the next values.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        var code = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        _index = 1;
        if (code != raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(code, _database);
        return raw.sqlite3_changes(_database);
    }

    /// <summary>Runs a query for two whole numbers and makes it ready for the next values.</summary>
    /// <returns>Those of the first row; <see langword="null"/> if there is none.</returns>
    public (long First, long Second)? ReadPair()
    {
        var code = raw.sqlite3_step(_statement);
        (long, long)? row = code == raw.SQLITE_ROW ? (raw.sqlite3_column_int64(_statement, 0), raw.sqlite3_column_int64(_statement, 1)) : null;
        raw.sqlite3_reset(_statement);
        _index = 1;
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
            SqliteException.ThrowExceptionForRC(code, _database);
        return row;
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code == raw.SQLITE_OK)
            return;

        _index = 1;
        SqliteException.ThrowExceptionForRC(code, _database);
    }
}
