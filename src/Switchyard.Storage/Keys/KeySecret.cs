using System.Security.Cryptography;

namespace Switchyard.Storage;

/// <summary>The text of a key: <c>swy_HANDLE_SECRET</c>. The handle is public and finds the row; of the secret only a salted hash is stored.</summary>
internal static class KeySecret
{
    public const string Prefix = "swy_";
    public const int HandleLength = 12;

    /// <summary>62⁴³ is more than 2²⁵⁶.</summary>
    public const int SecretLength = 43;

    public const int SaltLength = 12;
    public const int Length = 4 + HandleLength + 1 + SecretLength;

    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static string MakeHandle() => RandomNumberGenerator.GetString(Alphabet, HandleLength);

    public static string MakeSecret() => RandomNumberGenerator.GetString(Alphabet, SecretLength);

    public static string Join(string handle, string secret) => $"{Prefix}{handle}_{secret}";

    /// <returns>False if the text cannot be a key, whatever is stored.</returns>
    public static bool TrySplit(ReadOnlySpan<char> text, out ReadOnlySpan<char> handle, out ReadOnlySpan<char> secret)
    {
        handle = secret = default;
        if (text.Length != Length || !text.StartsWith(Prefix, StringComparison.Ordinal) || text[Prefix.Length + HandleLength] != '_')
            return false;

        handle = text.Slice(Prefix.Length, HandleLength);
        secret = text[^SecretLength..];
        return true;
    }

    public static byte[] Hash(ReadOnlySpan<byte> salt, ReadOnlySpan<char> secret)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        Hash(salt, secret, hash);
        return hash;
    }

    /// <summary>Whether the secret is the one whose hash is stored; takes the same time wherever they differ.</summary>
    public static bool Matches(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> hash, ReadOnlySpan<char> secret)
    {
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        return Hash(salt, secret, given) && CryptographicOperations.FixedTimeEquals(hash, given);
    }

    /// <returns>False if the secret has characters that no secret has.</returns>
    private static bool Hash(ReadOnlySpan<byte> salt, ReadOnlySpan<char> secret, Span<byte> hash)
    {
        Span<byte> salted = stackalloc byte[SaltLength + SecretLength];
        salt.CopyTo(salted);
        if (System.Text.Ascii.FromUtf16(secret, salted[SaltLength..], out var written) != System.Buffers.OperationStatus.Done)
            return false;

        SHA256.HashData(salted[..(SaltLength + written)], hash);
        return true;
    }
}
