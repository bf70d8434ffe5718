namespace Switchyard.Storage;

/// <summary>What became of a record.</summary>
internal enum AppendResult
{
    /// <summary>It outlives the process.</summary>
    Durable,

    /// <summary>It is kept, but would be lost if the process were killed now: no file could be made.</summary>
    InMemory,

    /// <summary>It is lost: too much waits already, or the journal is closed.</summary>
    NoRoom,
}
