using Microsoft.Data.Sqlite;

namespace Switchyard.Storage;

/// <summary>One SQLite file: opened, brought to this version's tables, its faults put into sentences.</summary>
internal sealed class SqliteFile(string path, Schema schema)
{
    public string Path => path;

    /// <summary>Opens the file for reading and writing; makes it, and brings it up to date, if need be.</summary>
    /// <exception cref="StorageException">It is not a database, one of a newer version, or cannot be opened.</exception>
    public SqliteConnection Open() => Guard(() =>
    {
        var connection = Connect(SqliteOpenMode.ReadWriteCreate);
        try
        {
            schema.Apply(connection, path);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    });

    /// <summary>Runs work on a connection of its own.</summary>
    public T Use<T>(Func<SqliteConnection, T> work) => Guard(() =>
    {
        using var connection = Open();
        return work(connection);
    });

    /// <summary>Runs work in one transaction that writes: all of it, or nothing.</summary>
    public T Write<T>(Func<SqliteConnection, T> work) => Use(connection =>
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var result = work(connection);
        transaction.Commit();
        return result;
    });

    private SqliteConnection Connect(SqliteOpenMode mode)
    {
        // A pooled connection would keep the files open after it is closed.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 10 }.ToString());
        connection.Open();

        // FULL: a commit is on the disk when it returns, also if the power fails.
        connection.Execute("PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
        return connection;
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException exception)
        {
            throw new StorageException(Sentence(exception), exception);
        }
    }

    private string Sentence(SqliteException exception) => exception.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_NOTADB => $"{path} is not a SQLite database: move it away, or name another folder.",
        SQLitePCL.raw.SQLITE_CORRUPT => $"{path} is damaged: restore it from a backup, or save what is left with \"sqlite3 {path} .recover\".",
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => $"{path} is locked by another program: close that program and try again.",
        SQLitePCL.raw.SQLITE_FULL => $"The disk of {path} is full: make room and try again.",
        SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PERM =>
            $"{path} cannot be opened for writing: check that the folder exists and that this user may write to it.",
        _ => $"{path} cannot be used ({exception.Message.TrimEnd('.')}).",
    };
}
