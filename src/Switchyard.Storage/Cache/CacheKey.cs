using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Switchyard.Storage;

/// <summary>What two requests have in common that may be given the same answer: a SHA-256 over all that can make a difference.</summary>
public readonly record struct CacheKey
{
    // They say who asks and how it is accounted, not what is asked.
    private static readonly string[] s_volatile = ["user", "metadata", "store", "safety_identifier", "prompt_cache_key", "prompt_cache_retention", "service_tier"];

    private readonly long _a;
    private readonly long _b;
    private readonly long _c;
    private readonly long _d;

    private CacheKey(ReadOnlySpan<byte> hash)
    {
        var parts = MemoryMarshal.Cast<byte, long>(hash);
        (_a, _b, _c, _d) = (parts[0], parts[1], parts[2], parts[3]);
    }

    /// <summary>
    /// Makes the key of a request. The order of members and white space make no difference, nor do members that say who asks (<c>user</c>,
    /// <c>metadata</c> and their like). Whether it asks for a stream does: what is cached is what was sent.
    /// </summary>
    /// <param name="body">The request as JSON, with the model as it was asked for.</param>
    /// <param name="partition">Who shares answers: only requests of the same partition meet. A key's id, a team, or the same for all.</param>
    /// <param name="key">The key.</param>
    /// <returns>False if the body is not one JSON object with each member once: such a request is not to be cached.</returns>
    public static bool TryCreate(ReadOnlyMemory<byte> body, string partition, out CacheKey key)
    {
        ArgumentNullException.ThrowIfNull(partition);
        key = default;
        try
        {
            using var document = JsonDocument.Parse(body, new() { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return false;

            var canonical = new ArrayBufferWriter<byte>(body.Length + 64);
            using (var writer = new Utf8JsonWriter(canonical))
                Write(writer, document.RootElement, isRoot: true);

            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(partition)));
            hash.AppendData(canonical.WrittenSpan);
            key = new(hash.GetHashAndReset());
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or text that is no Unicode: the request is answered, or refused, without a cache.
            return false;
        }
    }

    internal byte[] ToArray()
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        MemoryMarshal.Cast<long, byte>([_a, _b, _c, _d]).CopyTo(hash);
        return hash;
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element, bool isRoot)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().OrderBy(static member => member.Name, StringComparer.Ordinal))
                {
                    if (isRoot && s_volatile.Contains(member.Name))
                        continue;
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value, isRoot: false);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(writer, item, isRoot: false);
                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
