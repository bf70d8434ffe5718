namespace Switchyard;

/// <summary>
/// How a stream goes on with another candidate after a part of the answer was delivered: by asking that model to continue, or by asking again in
/// full and letting through only what comes after exactly the delivered text. Pooled with its call.
/// </summary>
internal sealed class StreamContinuation
{
    private ulong _refusesPrefill;
    private int _matched;
    private bool _isReasked;

    /// <summary>The text that the reader has.</summary>
    public Utf8Buffer Delivered { get; } = new();

    /// <summary>Whether the answer that was asked for again has not caught up with the delivered text yet.</summary>
    public bool IsCatchingUp => _isReasked && _matched < Delivered.Length;

    public void Clear()
    {
        Delivered.Clear();
        _refusesPrefill = 0;
        Begin(isReasked: false);
    }

    /// <summary>The candidate did not accept the beginning of an answer: it is asked without.</summary>
    public void RefusePrefill(int index) => _refusesPrefill |= 1UL << index;

    public bool CanPrefill(Candidate candidate, int index, bool asksForSchema) =>
        !asksForSchema && candidate.Has(Capabilities.Prefill) && (_refusesPrefill & (1UL << index)) == 0;

    public void Begin(bool isReasked)
    {
        _isReasked = isReasked;
        _matched = 0;
    }

    /// <summary>Takes the delivered part off the text of a chunk.</summary>
    /// <param name="text">The text; afterwards what of it is new.</param>
    /// <returns>False if the answer is another one than before.</returns>
    public bool TryMatch(ref ReadOnlySpan<byte> text)
    {
        if (!IsCatchingUp)
            return true;

        var overlap = Math.Min(text.Length, Delivered.Length - _matched);
        if (!text[..overlap].SequenceEqual(Delivered.Span.Slice(_matched, overlap)))
            return false;

        _matched += overlap;
        text = text[overlap..];
        if (!IsCatchingUp)
            _isReasked = false;
        return true;
    }
}
