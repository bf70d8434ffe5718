namespace Switchyard;

/// <summary>A mistake in a policy or a manifest: what is wrong, where, and how to mend it.</summary>
/// <param name="File">The file, as it was given.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in characters, from 1.</param>
/// <param name="Path">The JSON path, such as <c>$.tiers.cheap.models[0]</c>.</param>
/// <param name="Message">One sentence.</param>
public sealed record ConfigurationError(string File, int Line, int Column, string Path, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}({Line},{Column}): {Path}: {Message}";
}
