namespace Switchyard.Storage;

/// <summary>The stored state cannot be used as it was asked. The message says what, where, and how to mend it, in one sentence, and holds no secret.</summary>
/// <param name="message">The sentence.</param>
/// <param name="innerException">What it came from, if anything.</param>
public sealed class StorageException(string message, Exception? innerException = null) : Exception(message, innerException);
