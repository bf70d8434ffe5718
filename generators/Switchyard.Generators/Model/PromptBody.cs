namespace Switchyard.Generators;

/// <summary>A task that is one call: what it sends, and how its answer is returned.</summary>
/// <param name="System">The system message; empty for none.</param>
/// <param name="Prompt">The user message.</param>
/// <param name="Answer">How the answer is returned.</param>
internal sealed record PromptBody(EquatableArray<PromptPart> System, EquatableArray<PromptPart> Prompt, AnswerModel Answer);
