namespace Switchyard.Generators;

/// <summary>A piece of a message: constant text, a parameter's value, or a file that is yet to be read.</summary>
/// <param name="Text">The text, the parameter's name, or the file's path as the attribute has it.</param>
/// <param name="IsPlaceholder">Whether <paramref name="Text"/> names a parameter.</param>
/// <param name="Format">The format of the value; empty for its default.</param>
/// <param name="IsFile">Whether <paramref name="Text"/> names a file.</param>
internal sealed record PromptPart(string Text, bool IsPlaceholder = false, string Format = "", bool IsFile = false);
