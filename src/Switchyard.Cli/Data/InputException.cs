namespace Switchyard.Cli;

/// <summary>The user's input cannot be used. The message says what, where, and how to mend it, in one sentence.</summary>
internal sealed class InputException(string message) : Exception(message);
