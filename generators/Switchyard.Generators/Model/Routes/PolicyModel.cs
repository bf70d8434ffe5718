namespace Switchyard.Generators;

/// <summary>A policy file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Text">Its text.</param>
/// <param name="IsSound">Whether it is free of mistakes; nothing is concluded from a file that is not.</param>
internal sealed record PolicyModel(string Path, string Text, bool IsSound);
