using System.Text.Encodings.Web;
using System.Text.Json;

namespace Switchyard;

/// <summary>The two kinds of lines of a <see cref="FeedbackFile"/>: a call, and a report about one.</summary>
internal static class FeedbackLine
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] OfReport(Guid callId, double score) => Write(writer =>
    {
        writer.WriteString("call", callId);
        writer.WriteNumber("score", score);
    });

    public static byte[] OfCall(CallRecord call, ReadOnlySpan<Attempt> attempts, byte[]? prompt)
    {
        var tried = attempts.ToArray();
        return Write(writer =>
        {
            writer.WriteString("call", call.CallId);
            writer.WriteString("at", call.Started);
            writer.WriteString("task", call.Task);
            writer.WriteString("tier", TierNames.Of(call.Tier));
            writer.WriteString("features", call.Features);
            if (prompt is not null)
                writer.WriteString("prompt", prompt);
            writer.WriteStartArray("attempts");
            foreach (var attempt in tried)
            {
                writer.WriteStartObject();
                writer.WriteString("model", attempt.Model);
                writer.WriteString("outcome", RouterMetrics.NameOf(attempt.Outcome));
                if (attempt.Cost is { } cost)
                    writer.WriteNumber("cost", cost);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, s_options))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}
