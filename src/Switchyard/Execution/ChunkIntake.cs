namespace Switchyard;

/// <summary>
/// Takes in the chunks of one streaming attempt: holds them back until the first output of the model (the commit), and leaves out of an answer
/// that is resumed what the reader has had. Belongs to a lane.
/// </summary>
internal sealed class ChunkIntake(Lane lane)
{
    // What is held back before the commit is bounded: a provider that sends more without a word of output is taken at its word.
    private const int MaxHeldChunks = 64;
    private const int MaxHeldBytes = 256 * 1024;

    private StreamContinuation? _resumed;
    private IStreamCheck? _check;
    private bool _isBuffered;

    /// <summary>The chunks that nobody has taken yet.</summary>
    public ChunkQueue Queue { get; } = new();

    /// <summary>Whether the model has said something.</summary>
    public bool SawOutput { get; private set; }

    /// <summary>Whether its chunks may be delivered.</summary>
    public bool HasCommitted { get; private set; }

    /// <summary>Whether there is a chunk to deliver.</summary>
    public bool HasChunk => HasCommitted && Queue.HasMore;

    /// <param name="resumed">What the reader has had of the answer; <see langword="null"/> for nothing.</param>
    /// <param name="check">What looks at the text; <see langword="null"/> to take it as it comes.</param>
    /// <param name="isBuffered">Whether nothing is delivered before the answer is complete.</param>
    public void Begin(StreamContinuation? resumed, IStreamCheck? check, bool isBuffered)
    {
        (_resumed, _check, _isBuffered) = (resumed, check, isBuffered);
        if (resumed is not null)
            check?.Accept(resumed.Delivered.Span);
    }

    public void Clear()
    {
        Queue.Clear();
        _resumed = null;
        _check = null;
        SawOutput = HasCommitted = false;
    }

    /// <summary>What is still held back may be delivered: the answer is complete.</summary>
    public void Commit() => HasCommitted = true;

    /// <summary>Takes in the chunk that was read.</summary>
    /// <returns>No outcome if the stream goes on.</returns>
    public ProviderResult Accept()
    {
        lane.Text.Clear();
        if (!ChatChunk.TryRead(lane.Reply.Span, lane.Text, out var chunk))
            return new(Outcome.InvalidReply);

        var text = lane.Text.Span;
        if (_resumed is not null && !_resumed.TryMatch(ref text, chunk.Content))
            return _resumed.Mismatch(default);
        if (_check?.Accept(text) == false)
            return DoesNotFit(default);

        SawOutput |= chunk.Content != ChunkContent.None;
        if (_resumed is null || !_resumed.IsRepeated(chunk, text))
            Queue.Add(text.Length == lane.Text.Length ? lane.Reply.Span : ChunkWith(chunk, text), text, chunk.Content);

        var isDue = _check is null ? SawOutput || Queue.Count > MaxHeldChunks : _check.HasItem;
        HasCommitted |= !_isBuffered && (isDue || Queue.Bytes > MaxHeldBytes);
        return default;
    }

    /// <summary>What the end of the stream means. A provider may call complete what is not.</summary>
    public ProviderResult AtEnd(in ProviderResult result) => result switch
    {
        { Outcome: default(Outcome) } => result with { Outcome = Outcome.InvalidReply },
        { Outcome: not Outcome.Completed } => result,
        { FinishReason: FinishReason.None } => result with { Outcome = Outcome.Truncated },
        { FinishReason: FinishReason.ContentFilter } => result with { Outcome = Outcome.ContentFiltered },
        _ when _resumed is { IsCatchingUp: true } => _resumed.Mismatch(result),
        _ when _check?.End() == false => DoesNotFit(result),
        _ => result,
    };

    private ProviderResult DoesNotFit(in ProviderResult result)
    {
        lane.Misfit = _check!.Misfit;
        return result with { Outcome = Outcome.InvalidReply, Detail = lane.Misfit };
    }

    /// <summary>The chunk with only the new part of its text.</summary>
    private ReadOnlySpan<byte> ChunkWith(in ChatChunk chunk, ReadOnlySpan<byte> text)
    {
        var rest = lane.Reply.Length;
        ChatChunk.WriteWithText(lane.Reply, chunk, text);
        return lane.Reply.Span[rest..];
    }
}
