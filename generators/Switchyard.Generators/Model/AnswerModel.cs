namespace Switchyard.Generators;

/// <summary>How an answer is returned.</summary>
/// <param name="Form">What surrounds the value.</param>
/// <param name="AsTask">Whether the method returns a <c>Task</c> rather than a <c>ValueTask</c>.</param>
/// <param name="Choice">The enum to read; <see langword="null"/> for text.</param>
internal sealed record AnswerModel(AnswerForm Form, bool AsTask, ChoiceModel? Choice);
