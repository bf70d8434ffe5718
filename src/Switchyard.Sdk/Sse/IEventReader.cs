namespace Switchyard.Sdk;

/// <summary>Reads a stream's events, one at a time, whatever separates them.</summary>
internal interface IEventReader : IDisposable
{
    /// <summary>The event. Valid until the next read.</summary>
    ReadOnlyMemory<byte> Data { get; }

    /// <summary>Whether the event was closed. If not, the stream ended within it, and it may be cut.</summary>
    bool IsWhole { get; }

    /// <summary>Reads up to the next event; <see langword="false"/> at the end of the stream.</summary>
    ValueTask<bool> ReadAsync(CancellationToken cancellationToken);
}
