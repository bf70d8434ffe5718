namespace Switchyard.Storage;

/// <summary>An answer as it was sent, to be sent again byte by byte.</summary>
public sealed record CachedAnswer
{
    /// <summary>The body: JSON, or the events of a stream.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Its media type, such as <c>application/json</c> or <c>text/event-stream</c>.</summary>
    public required string ContentType { get; init; }

    /// <summary>The full id of the model that gave it.</summary>
    public required string Model { get; init; }

    /// <summary>What it cost in USD; <see langword="null"/> if unknown. Goes to <see cref="CallRecord.Saved"/> when it is given again.</summary>
    public decimal? Cost { get; init; }
}
