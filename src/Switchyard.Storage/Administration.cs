namespace Switchyard.Storage;

/// <summary>What an operator looks at and changes: keys, budgets, costs, feedback. Works on the files, beside a running gateway or without one.</summary>
public sealed class Administration
{
    internal Administration(SqliteFile file, TimeProvider time, Action changed) =>
        (Keys, Budgets, Costs, Feedback) = (new(file, time, changed), new(file, time, changed), new(file), new(file));

    /// <summary>Gateway keys.</summary>
    public KeyStore Keys { get; }

    /// <summary>Budgets.</summary>
    public BudgetStore Budgets { get; }

    /// <summary>What was spent.</summary>
    public CostReader Costs { get; }

    /// <summary>What became known about answers.</summary>
    public FeedbackReader Feedback { get; }

    /// <summary>Opens the files of a folder; makes them if they are not there.</summary>
    /// <param name="options">The folder.</param>
    /// <returns>What can be done with them.</returns>
    /// <exception cref="StorageException">They cannot be used.</exception>
    public static Administration Open(StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Folder.Create();
        var file = new SqliteFile(options.Folder.Database, Schema.Store);
        file.Open().Dispose();
        return new(file, options.TimeProvider, static () => { });
    }
}
