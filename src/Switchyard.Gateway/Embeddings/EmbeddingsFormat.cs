using System.Text.Json;

namespace Switchyard.Gateway;

/// <summary>The OpenAI embeddings wire: the canonical list, with <c>model</c> naming who made it.</summary>
internal sealed class EmbeddingsFormat : IAnswerFormat
{
    public IErrorFormat Errors => OpenAIErrorFormat.Instance;

    public bool TryWriteReply(ReadOnlySpan<byte> reply, in ForwardReceipt receipt, Utf8Buffer output)
    {
        var (start, end) = FindModel(reply);
        if (start < 0)
            return false;

        output.Write(reply[..start]);
        if (start == end)
            output.Write("\"model\":"u8);
        output.Write("\""u8);
        JsonText.Write(output, receipt.Model);
        output.Write("\""u8);
        if (start == end)
            output.Write(","u8);
        output.Write(reply[end..]);
        return true;
    }

    public bool TryWriteChunk(ReadOnlySpan<byte> chunk, in ForwardReceipt receipt, Utf8Buffer output) => throw new NotSupportedException();

    public void WriteEnd(in ForwardReceipt receipt, Utf8Buffer output) => throw new NotSupportedException();

    public void WriteBreak(ApiError error, Utf8Buffer output) => throw new NotSupportedException();

    /// <summary>Where the value of <c>model</c> stands; an empty place after the opening brace if there is none; negative if it is no object.</summary>
    private static (int Start, int End) FindModel(ReadOnlySpan<byte> reply)
    {
        try
        {
            var reader = new Utf8JsonReader(reply);
            if (!JsonCursor.EnterObject(ref reader))
                return (-1, -1);
            var first = (int)reader.BytesConsumed;
            return JsonCursor.FindMember(ref reader, "model"u8)
                ? ((int)reader.TokenStartIndex, (int)reader.BytesConsumed)
                : (first, first);
        }
        catch (JsonException)
        {
            return (-1, -1);
        }
    }
}
