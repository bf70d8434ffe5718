using System.Buffers;

namespace Switchyard.Sdk;

/// <summary>Turns the events of one stream into canonical chunks.</summary>
public abstract class StreamTranslator
{
    /// <summary>A translator for one stream.</summary>
    /// <param name="request">The request that is answered.</param>
    protected StreamTranslator(TranslatedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Chunks = new(request.Model, request.Created);
    }

    /// <summary>The tokens used, as far as they are known; of what is counted over and over, the last count.</summary>
    public TokenUsage Usage { get; protected set; }

    /// <summary>Why the model stopped, once it is known.</summary>
    public FinishReason Finish { get; protected set; }

    /// <summary>Whether the vendor's reason for stopping stands for an error.</summary>
    public bool EndedByError { get; protected set; }

    /// <summary>What the vendor says about stopping short, if it does: a refusal's text, a category.</summary>
    public string? Reason { get; protected set; }

    /// <summary>The vendor's id of the answer, where no header says it.</summary>
    public string Id => Chunks.Id;

    /// <summary>Writes the chunks.</summary>
    protected ChatChunkWriter Chunks { get; }

    /// <summary>Takes one event.</summary>
    /// <param name="data">The event.</param>
    /// <param name="chunk">Where a chunk goes, at most one.</param>
    /// <returns>What it was.</returns>
    protected internal abstract StreamStep Take(JsonSlice data, IBufferWriter<byte> chunk);

    internal void WriteUsage(IBufferWriter<byte> chunk) => Chunks.Usage(chunk, Usage);
}
