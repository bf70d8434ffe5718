namespace Switchyard.Storage;

/// <summary>What names, teams and tags may be.</summary>
internal static class Labels
{
    private const int MaxLength = 100;

    public static void Check(string what, string? label)
    {
        if (string.IsNullOrWhiteSpace(label) || label.Length > MaxLength || label.Any(char.IsControl))
            throw new StorageException($"{what} must have 1 to {MaxLength} characters that can be seen.");
    }
}
