namespace Switchyard.Generators;

/// <summary>A piece of a message: constant text, or a parameter's value.</summary>
/// <param name="Text">The text, or the parameter's name.</param>
/// <param name="IsPlaceholder">Whether <paramref name="Text"/> names a parameter.</param>
/// <param name="Format">The format of the value; empty for its default.</param>
internal sealed record PromptPart(string Text, bool IsPlaceholder = false, string Format = "");
