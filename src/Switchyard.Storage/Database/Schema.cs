using Microsoft.Data.Sqlite;

namespace Switchyard.Storage;

/// <summary>The tables of a file, by version. A version that was released is never changed: a later one is appended.</summary>
/// <param name="applicationId">Tells Switchyard's files from other SQLite files.</param>
/// <param name="versions">The statements that lead from each version to the next; the first makes the file.</param>
internal sealed class Schema(int applicationId, params string[] versions)
{
    /// <summary>Ledger, feedback, keys and budgets.</summary>
    public static readonly Schema Store = new(0x5357_5944, StoreSchema.Version1, StoreSchema.Version2);

    /// <summary>Cached answers.</summary>
    public static readonly Schema Cache = new(0x5357_5943, StoreSchema.CacheVersion1);

    public void Apply(SqliteConnection connection, string path)
    {
        if (VersionOf(connection, path) == versions.Length)
            return;

        // Two processes may come to a new file at once.
        using var transaction = connection.BeginTransaction(deferred: false);
        for (var version = VersionOf(connection, path); version < versions.Length; version++)
            connection.Execute(versions[version]);
        connection.Execute($"PRAGMA application_id = {applicationId}; PRAGMA user_version = {versions.Length};");
        transaction.Commit();
    }

    private int VersionOf(SqliteConnection connection, string path)
    {
        var version = (long)connection.Scalar("PRAGMA user_version")!;
        var application = (long)connection.Scalar("PRAGMA application_id")!;
        if (application != applicationId && (application != 0 || version != 0 || connection.Scalar("SELECT 1 FROM sqlite_schema LIMIT 1") is not null))
            throw new StorageException($"{path} is a database of another program: move it away, or name another folder.");
        if (version > versions.Length)
            throw new StorageException($"{path} was written by a newer Switchyard (schema {version}; this one knows {versions.Length}): update this one, or restore an older backup.");
        return (int)version;
    }
}
