using System.Text;

namespace Switchyard;

/// <summary>Reads an answer as the text it is.</summary>
internal static class PlainTextReader
{
    public static readonly ReplyReader<string> Read = static (ReadOnlySpan<byte> text, out string value) =>
    {
        value = Encoding.UTF8.GetString(text);
        return true;
    };
}
