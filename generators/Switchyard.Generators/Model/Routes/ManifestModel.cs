namespace Switchyard.Generators;

/// <summary>A manifest file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Text">Its text.</param>
/// <param name="IsSound">Whether it is free of mistakes.</param>
internal sealed record ManifestModel(string Path, string Text, bool IsSound);
