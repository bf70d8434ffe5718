namespace Switchyard.Gateway;

/// <summary>
/// A stream broke off after a part of it was sent, and its last event said so. The connection has to end without an end of the body: clients take a
/// clean end for a complete answer.
/// </summary>
internal sealed class BrokenAnswerException() : Exception("The answer broke off.");
