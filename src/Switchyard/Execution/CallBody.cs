using System.Buffers.Text;

namespace Switchyard;

/// <summary>The canonical request of a call, written once; only its tail differs from attempt to attempt. Pooled with its call.</summary>
internal sealed class CallBody
{
    // Members are written in this order, so the place of the model's value is known without a search.
    private const int ModelStart = 9;
    private const int ModelLength = 2;

    private readonly Utf8Buffer _words = new();
    private Utf8Buffer _body = new();
    private Utf8Buffer _variant = new();
    private int _formatStart;
    private int _formatLength;
    private int _instructionAt;
    private bool _isInstructionMessage;
    private int _bodyLength;
    private int _variantLength;
    private bool _isStream;

    public Utf8Buffer Writer => _body;

    /// <summary>What has been written, without the tail.</summary>
    public ReadOnlySpan<byte> Written => _body.Span[.._bodyLength];

    /// <summary>How many bytes it holds memory for.</summary>
    public int Capacity => _body.Capacity + _variant.Capacity;

    public bool AsksForSchema => _formatLength > 0;

    /// <summary>What the request asks for.</summary>
    public ProviderOperation Operation { get; set; }

    public void Start()
    {
        Operation = ProviderOperation.Chat;
        _body.Clear();
        _variant.Clear();
        _words.Clear();
        _formatStart = _formatLength = _bodyLength = _variantLength = 0;
        _instructionAt = -1;
        _body.Write("{\"model\":\"\""u8);
    }

    /// <summary>Goes on with copies: somebody may still read the memory that was handed out.</summary>
    public void Abandon()
    {
        var written = Written;
        (_body, _variant) = (new(), new());
        _variantLength = 0;
        _body.Write(written);
    }

    public void CopyFrom(CallBody other)
    {
        Operation = other.Operation;
        _body.Clear();
        _variant.Clear();
        _variantLength = 0;
        _body.Write(other.Written);
        (_bodyLength, _formatStart, _formatLength, _isStream) = (other._bodyLength, other._formatStart, other._formatLength, other._isStream);
        (_instructionAt, _isInstructionMessage) = (other._instructionAt, other._isInstructionMessage);
        _words.Clear();
        _words.Write(other._words.Span);
    }

    public void WriteResponseFormat(ReadOnlySpan<byte> member)
    {
        _formatStart = _body.Length;
        _formatLength = member.Length;
        _body.Write(member);
    }

    public void PlaceInstruction(ReadOnlySpan<byte> words, bool asMessage)
    {
        _words.Clear();
        _words.Write(words);
        _instructionAt = _body.Length;
        _isInstructionMessage = asMessage;
    }

    /// <summary>Goes on with the conversation: what was answered, and what is to be said to that. Only for a body with a format behind its messages.</summary>
    public void Continue(ReadOnlySpan<byte> answer, string remark)
    {
        var endOfMessages = _formatStart - 1;
        _variant.Clear();
        _variantLength = 0;
        _variant.Write(",{\"role\":\"assistant\",\"content\":\""u8);
        JsonText.Write(_variant, answer);
        _variant.Write("\"},{\"role\":\"user\",\"content\":\""u8);
        JsonText.Write(_variant, remark);
        _variant.Write("\"}"u8);
        var added = _variant.Length;
        _variant.Write(_body.Span[endOfMessages.._bodyLength]);
        _body.Truncate(endOfMessages);
        _body.Write(_variant.Span);
        _formatStart += added;
        _bodyLength += added;
    }

    public void End(bool isStream)
    {
        _isStream = isStream;
        _bodyLength = _body.Length;
    }

    /// <param name="candidate">The candidate.</param>
    /// <param name="maxTokens">The most tokens that the answer may have; 0 for no limit.</param>
    public ProviderRequest For(Candidate candidate, int maxTokens)
    {
        var isVariant = AsksForSchema && !candidate.Has(Capabilities.Schema);
        if (isVariant && _variantLength == 0)
            WriteWithoutFormat();

        var buffer = isVariant ? _variant : _body;
        buffer.Truncate(isVariant ? _variantLength : _bodyLength);
        WriteTail(buffer, maxTokens);
        return Request(candidate, buffer);
    }

    /// <summary>The request with the beginning of the answer as its last message, for a model to go on from there.</summary>
    public ProviderRequest Resuming(Candidate candidate, int maxTokens, ReadOnlySpan<byte> answer)
    {
        var end = ChatRequest.ResumeWays(Written).EndOfMessages;
        _variant.Clear();
        _variantLength = 0;
        _variant.Write(Written[..end]);
        _variant.Write(",{\"role\":\"assistant\",\"content\":\""u8);
        JsonText.Write(_variant, answer);
        _variant.Write("\"}"u8);
        _variant.Write(Written[end..]);
        WriteTail(_variant, maxTokens);
        return Request(candidate, _variant);
    }

    private ProviderRequest Request(Candidate candidate, Utf8Buffer body) => new()
    {
        Operation = Operation,
        Body = body.Memory,
        ModelStart = ModelStart,
        ModelLength = ModelLength,
        Model = candidate.Model.Id,
        ModelJson = candidate.ModelJson,
        Key = candidate.Key,
    };

    /// <summary>Says in words what is asked for, where the generator has left room for them.</summary>
    private void WriteWithoutFormat()
    {
        _variant.Clear();
        var start = Math.Max(_instructionAt, 0);
        _variant.Write(_body.Span[..start]);
        if (_instructionAt >= 0)
            SchemaInstruction.Write(_variant, _body.Span.Slice(_formatStart, _formatLength), _words.Span, _isInstructionMessage);
        _variant.Write(_body.Span[start.._formatStart]);
        _variant.Write(_body.Span[(_formatStart + _formatLength).._bodyLength]);
        _variantLength = _variant.Length;
    }

    private void WriteTail(Utf8Buffer buffer, int maxTokens)
    {
        // Vectors have no tokens to limit.
        if (maxTokens > 0 && Operation == ProviderOperation.Chat)
        {
            buffer.Write(",\"max_completion_tokens\":"u8);
            Utf8Formatter.TryFormat(maxTokens, buffer.GetSpan(16), out var written);
            buffer.Advance(written);
        }

        buffer.Write(_isStream ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}}"u8 : "}"u8);
    }
}
