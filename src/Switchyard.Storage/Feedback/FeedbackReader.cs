namespace Switchyard.Storage;

/// <summary>Reads from the ledger what became known about answers. Sees what is committed.</summary>
public sealed class FeedbackReader
{
    // A report may come before its call is committed, and a second time; a call may be deleted before its report.
    private const string Judged = """
        SELECT calls.*, (SELECT score FROM feedback WHERE call = calls.id AND signal = 'Reported' ORDER BY sequence DESC LIMIT 1) AS reported
        FROM calls WHERE EXISTS (SELECT 1 FROM feedback WHERE call = calls.id AND score IS NOT NULL) ORDER BY sequence
        """;

    private readonly SqliteFile _file;

    internal FeedbackReader(SqliteFile file) => _file = file;

    /// <summary>Goes through the calls that were reported on, or had an answer that did not fit, in the order in which they ended, without keeping them.</summary>
    /// <param name="each">Takes a call.</param>
    /// <exception cref="StorageException">The database cannot be read.</exception>
    public void ForEach(Action<JudgedCall> each)
    {
        ArgumentNullException.ThrowIfNull(each);
        _file.Use(connection =>
        {
            using var transaction = connection.BeginTransaction(deferred: true);
            using var calls = connection.Command(Judged);
            using var attempts = connection.Command(CostReader.AttemptsOfCall, ("@call", 0L));
            using var row = calls.ExecuteReader();
            while (row.Read())
            {
                var reported = row.GetOrdinal("reported");
                each(new(
                    CostReader.ReadCall(row, CostReader.ReadAttempts(attempts, row.GetInt64(0))),
                    row.Text(row.GetOrdinal("features")),
                    row.IsDBNull(reported) ? null : row.GetDouble(reported)));
            }

            return 0;
        });
    }
}
