namespace Switchyard.Gateway;

/// <summary>How a wire words an answer. One for each request: it remembers what a stream has said.</summary>
internal interface IAnswerFormat
{
    IErrorFormat Errors { get; }

    /// <summary>Writes a whole reply.</summary>
    /// <param name="reply">The canonical reply.</param>
    /// <param name="receipt">Who answered.</param>
    /// <param name="output">Where it goes.</param>
    /// <returns>Whether the reply could be read.</returns>
    bool TryWriteReply(ReadOnlySpan<byte> reply, in ForwardReceipt receipt, Utf8Buffer output);

    /// <summary>Writes what one chunk becomes: events, or nothing.</summary>
    /// <param name="chunk">The canonical chunk.</param>
    /// <param name="receipt">Who answers.</param>
    /// <param name="output">Where it goes.</param>
    /// <returns>Whether the chunk could be read.</returns>
    bool TryWriteChunk(ReadOnlySpan<byte> chunk, in ForwardReceipt receipt, Utf8Buffer output);

    /// <summary>Writes what follows the last chunk of a complete answer.</summary>
    void WriteEnd(in ForwardReceipt receipt, Utf8Buffer output);

    /// <summary>Writes the event with which an answer breaks off.</summary>
    void WriteBreak(ApiError error, Utf8Buffer output);
}
