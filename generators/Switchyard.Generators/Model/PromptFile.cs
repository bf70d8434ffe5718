namespace Switchyard.Generators;

/// <summary>A file that may hold a prompt.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Text">Its text.</param>
internal sealed record PromptFile(string Path, string Text);
