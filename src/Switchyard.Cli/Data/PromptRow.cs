namespace Switchyard.Cli;

/// <summary>A prompt to decide about, and, for cascades, the answers of the cheap models.</summary>
internal sealed record PromptRow(string Id, string Prompt);
