namespace Switchyard.Storage;

/// <summary>Whose calls a budget counts.</summary>
public enum BudgetScope
{
    /// <summary>Those of a key.</summary>
    Key,

    /// <summary>Those of all keys of a team.</summary>
    Team,

    /// <summary>Those that bear a tag, of their key or of their own.</summary>
    Tag,
}
