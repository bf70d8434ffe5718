using System.Text.Json;

namespace Switchyard.Gateway;

/// <summary>The OpenAI chat-completions wire: the canonical form itself, with little to change.</summary>
internal sealed class ChatFormat(TimeProvider time, bool includesUsage) : IAnswerFormat
{
    private readonly ChatEnvelope _envelope = new(time);

    public IErrorFormat Errors => OpenAIErrorFormat.Instance;

    public bool TryWriteReply(ReadOnlySpan<byte> reply, in ForwardReceipt receipt, Utf8Buffer output) =>
        _envelope.TryWriteReply(reply, receipt, output);

    public bool TryWriteChunk(ReadOnlySpan<byte> chunk, in ForwardReceipt receipt, Utf8Buffer output)
    {
        output.Write("data: "u8);
        var start = output.Length;
        if (!_envelope.TryWriteChunk(chunk, receipt, includesUsage, output))
            return false;

        if (output.Length == start)
            output.Clear();
        else
            output.Write("\n\n"u8);
        return true;
    }

    public void WriteEnd(in ForwardReceipt receipt, Utf8Buffer output)
    {
        if (includesUsage && (_envelope.Usage.Length > 0 || receipt.Usage.IsReported))
            WriteUsage(receipt, output);
        AnswerHeaders.WriteCostComment(output, receipt);
        output.Write("data: [DONE]\n\n"u8);
    }

    public void WriteBreak(ApiError error, Utf8Buffer output)
    {
        output.Write("data: "u8);
        using (var json = new Utf8JsonWriter(output, ErrorReply.Writing))
            Errors.Write(json, error);
        output.Write("\n\n"u8);
    }

    private void WriteUsage(in ForwardReceipt receipt, Utf8Buffer output)
    {
        output.Write("data: "u8);
        _envelope.WriteUsageChunk(receipt, output);
        output.Write("\n\n"u8);
    }
}
