namespace Switchyard.Generators;

/// <summary>What a value is held to besides its type.</summary>
/// <param name="Minimum">The smallest number, as C# and JSON write it; <see langword="null"/> for none.</param>
/// <param name="Maximum">The largest number.</param>
/// <param name="IsAbove">Whether the smallest number itself is too small.</param>
/// <param name="IsBelow">Whether the largest number itself is too large.</param>
/// <param name="MinLength">The fewest characters or items; <see langword="null"/> for none.</param>
/// <param name="MaxLength">The most characters or items.</param>
/// <param name="Pattern">The regular expression that the whole text must match.</param>
/// <param name="IsFilled">Whether white space alone does not do.</param>
internal sealed record ValueBounds(
    string? Minimum = null,
    string? Maximum = null,
    bool IsAbove = false,
    bool IsBelow = false,
    int? MinLength = null,
    int? MaxLength = null,
    string? Pattern = null,
    bool IsFilled = false)
{
    public static ValueBounds None { get; } = new();
}
