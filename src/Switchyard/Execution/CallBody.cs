namespace Switchyard;

/// <summary>The canonical request of a call, written once. Pooled with its call.</summary>
internal sealed class CallBody
{
    // Members are written in this order, so the place of the model's value is known without a search.
    private const int ModelStart = 9;
    private const int ModelLength = 2;

    private readonly Utf8Buffer _body = new();
    private readonly Utf8Buffer _withoutResponseFormat = new();
    private int _formatStart;
    private int _formatLength;

    public Utf8Buffer Writer => _body;

    public void Start()
    {
        _body.Clear();
        _withoutResponseFormat.Clear();
        _formatStart = _formatLength = 0;
        _body.Write("{\"model\":\"\""u8);
    }

    public void WriteResponseFormat(ReadOnlySpan<byte> member)
    {
        _formatStart = _body.Length;
        _formatLength = member.Length;
        _body.Write(member);
    }

    public void End(bool stream) =>
        _body.Write(stream ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}}"u8 : "}"u8);

    public ProviderRequest For(Candidate candidate) => new()
    {
        Body = _formatLength == 0 || candidate.Has(Capabilities.Schema) ? _body.Memory : WithoutResponseFormat(),
        ModelStart = ModelStart,
        ModelLength = ModelLength,
        Model = candidate.Model.Id,
        ModelJson = candidate.ModelJson,
        Key = candidate.Key,
    };

    private ReadOnlyMemory<byte> WithoutResponseFormat()
    {
        if (_withoutResponseFormat.Length == 0)
        {
            _withoutResponseFormat.Write(_body.Span[.._formatStart]);
            _withoutResponseFormat.Write(_body.Span[(_formatStart + _formatLength)..]);
        }

        return _withoutResponseFormat.Memory;
    }
}
