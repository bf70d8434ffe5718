using Microsoft.Data.Sqlite;

namespace Switchyard.Storage;

/// <summary>A number that rises with every change of keys and budgets, so that a running gateway sees those of another process.</summary>
internal static class Revision
{
    public static long Read(SqliteConnection connection) => (long)connection.Scalar("SELECT value FROM meta WHERE name = 'revision'")!;

    /// <summary>In the transaction of the change itself.</summary>
    public static void Raise(SqliteConnection connection) => connection.Execute("UPDATE meta SET value = value + 1 WHERE name = 'revision'");
}
