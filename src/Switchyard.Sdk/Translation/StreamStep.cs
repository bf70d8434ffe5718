namespace Switchyard.Sdk;

/// <summary>What an event of a vendor's stream was.</summary>
public enum StreamStep
{
    /// <summary>Nothing for the caller, such as a keep-alive.</summary>
    Nothing,

    /// <summary>A piece of the answer: a chunk has been written.</summary>
    Chunk,

    /// <summary>
    /// The end of the answer: the chunk with the finish reason has been written, or nothing if <see cref="StreamTranslator.EndedByError"/>.
    /// </summary>
    Last,

    /// <summary>An error object; nothing has been written.</summary>
    Error,

    /// <summary>No event of this wire; nothing has been written.</summary>
    Unknown,
}
