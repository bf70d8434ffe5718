namespace Switchyard;

/// <summary>
/// What the reader of a stream already has, and how an answer that broke off is taken up again: by giving the model its own beginning, or by
/// asking again and comparing. Pooled with its call.
/// </summary>
internal sealed class StreamContinuation
{
    private ulong _refusesPrefill;
    private ChunkContent _deliveredContent;
    private ResumeWays _ways;
    private int _matched;
    private bool _isReasked;
    private bool _isBeforeText;

    /// <summary>The text that the reader has.</summary>
    public Utf8Buffer Delivered { get; } = new();

    /// <summary>Whether the answer that was asked for again has not caught up with the delivered text yet.</summary>
    public bool IsCatchingUp => _isReasked && _matched < Delivered.Length;

    /// <summary>Whether the answer that was asked for again is another one.</summary>
    public bool IsMismatch { get; private set; }

    public void Clear()
    {
        Delivered.Clear();
        _refusesPrefill = 0;
        _deliveredContent = ChunkContent.None;
        _ways = default;
        Begin(isReasked: false);
    }

    /// <summary>An attempt begins.</summary>
    public void Begin(bool isReasked)
    {
        _isReasked = isReasked && Delivered.Length > 0;
        _matched = 0;
        _isBeforeText = true;
        IsMismatch = false;
    }

    public void Deliver(ReadOnlySpan<byte> text, ChunkContent content)
    {
        Delivered.Write(text);
        _deliveredContent |= content;
    }

    /// <summary>Whether an answer of which a part was delivered can go on after an attempt that ended like this.</summary>
    public bool CanResume(Call call, Outcome outcome)
    {
        if (call.Route.Policy.Resume == StreamResume.Never || FailoverTable.For(outcome).Next != NextCandidate.Yes)
            return false;

        // Half a tool call or half a refusal cannot be gone on with, and nobody can say that another model's reasoning is the same.
        if ((_deliveredContent & (ChunkContent.ToolCall | ChunkContent.Refusal)) != 0 || _deliveredContent == ChunkContent.Reasoning)
            return false;

        _ways = ChatRequest.ResumeWays(call.Lane.Body.Written);
        return _ways.CanReask;
    }

    /// <summary>The candidate did not accept the beginning of an answer: it is asked without.</summary>
    public void RefusePrefill(int index) => _refusesPrefill |= 1UL << index;

    public bool CanPrefill(Candidate candidate, int index) =>
        _ways.CanPrefill && Delivered.Length > 0 && candidate.Has(Capabilities.Prefill) && (_refusesPrefill & (1UL << index)) == 0;

    /// <summary>The tokens of the delivered text, for a candidate that goes on from it; 0 for any other.</summary>
    public int PrefillTokens(Candidate candidate, int index) => CanPrefill(candidate, index) ? TokenEstimator.Estimate(Delivered.Span) : 0;

    /// <summary>Those of the route that go on from the beginning of an answer.</summary>
    public ulong Prefillable(Route route)
    {
        var mask = 0UL;
        for (var index = 0; index < route.Candidates.Length; index++)
        {
            if (CanPrefill(route.Candidates[index], index))
                mask |= 1UL << index;
        }

        return mask;
    }

    /// <summary>Takes the delivered part off the text of a chunk.</summary>
    /// <param name="text">The text; afterwards what of it is new.</param>
    /// <param name="content">What the chunk holds.</param>
    /// <returns>False if the answer is another one than before.</returns>
    public bool TryMatch(ref ReadOnlySpan<byte> text, ChunkContent content)
    {
        if (!IsCatchingUp)
            return true;

        var overlap = Math.Min(text.Length, Delivered.Length - _matched);
        if (!text[..overlap].SequenceEqual(Delivered.Span.Slice(_matched, overlap)))
            return false;

        _matched += overlap;
        text = text[overlap..];
        if (IsCatchingUp)
            return (content & (ChunkContent.ToolCall | ChunkContent.Refusal)) == 0;

        // What is delivered from here on is no longer to be matched.
        _isReasked = false;
        return true;
    }

    /// <summary>The answer is another one than before.</summary>
    public ProviderResult Mismatch(in ProviderResult result)
    {
        IsMismatch = true;
        return result with
        {
            Outcome = Outcome.InvalidReply,
            Detail = "Asked again, the model gave another answer than the one that broke off.",
        };
    }

    /// <summary>
    /// Whether a chunk of a resumed answer says only what the reader has had: an answer must not begin a second time, with its role and its
    /// reasoning.
    /// </summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="newText">What of its text is new.</param>
    public bool IsRepeated(in ChatChunk chunk, ReadOnlySpan<byte> newText)
    {
        if (!newText.IsEmpty)
            _isBeforeText = false;
        return _isBeforeText && !chunk.HasEnd && (chunk.Content & (ChunkContent.ToolCall | ChunkContent.Refusal)) == 0;
    }
}
