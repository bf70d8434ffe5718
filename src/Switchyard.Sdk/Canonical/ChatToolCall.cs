namespace Switchyard.Sdk;

/// <summary>A tool call of an answer.</summary>
/// <param name="Id">The call's id, which the tool's result refers to.</param>
/// <param name="Name">The tool's name.</param>
/// <param name="Arguments">The arguments as JSON text.</param>
/// <param name="Extra">
/// What the provider wants back with the call in the next turn, as JSON text: <c>extra_content</c>; <see langword="null"/> for nothing.
/// </param>
public sealed record ChatToolCall(string Id, string Name, string Arguments, string? Extra = null);
