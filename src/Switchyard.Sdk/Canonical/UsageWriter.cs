using System.Buffers;
using System.Globalization;
using System.Text;

namespace Switchyard.Sdk;

/// <summary>Writes the canonical <c>usage</c> object.</summary>
internal static class UsageWriter
{
    public static void Write(IBufferWriter<byte> writer, in TokenUsage usage)
    {
        Number(writer, "{\"prompt_tokens\":"u8, usage.InputTokens);
        Number(writer, ",\"completion_tokens\":"u8, usage.OutputTokens);
        Number(writer, ",\"total_tokens\":"u8, (long)usage.InputTokens + usage.OutputTokens);
        Number(writer, ",\"prompt_tokens_details\":{\"cached_tokens\":"u8, usage.CachedInputTokens);
        Number(writer, ",\"cache_write_tokens\":"u8, usage.CacheWriteTokens);
        Number(writer, "},\"completion_tokens_details\":{\"reasoning_tokens\":"u8, usage.ReasoningTokens);
        writer.Write("}}"u8);
    }

    public static void Number(IBufferWriter<byte> writer, ReadOnlySpan<byte> before, long value)
    {
        writer.Write(before);
        value.TryFormat(writer.GetSpan(20), out var length, provider: CultureInfo.InvariantCulture);
        writer.Advance(length);
    }

    public static void Text(IBufferWriter<byte> writer, string text) => writer.Write(JsonEscape.Quote(text));

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
