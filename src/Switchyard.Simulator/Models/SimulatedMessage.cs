namespace Switchyard.Simulator;

/// <summary>One message of a request.</summary>
/// <param name="Role"><c>system</c>, <c>developer</c>, <c>user</c>, <c>assistant</c>, <c>tool</c> or <c>function</c>.</param>
/// <param name="Text">Its text; the text parts joined, if it came in parts.</param>
public sealed record SimulatedMessage(string Role, string Text);
