using System.Text;
using System.Text.Json;

namespace Switchyard.Gateway;

/// <summary>Writes named events.</summary>
internal static class SseWriter
{
    public static void Write(Utf8Buffer output, string name, Action<Utf8JsonWriter> write)
    {
        output.Write("event: "u8);
        output.Write(Encoding.UTF8.GetBytes(name));
        output.Write("\ndata: "u8);
        using (var json = new Utf8JsonWriter(output, ErrorReply.Writing))
            write(json);
        output.Write("\n\n"u8);
    }
}
