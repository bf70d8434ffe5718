namespace Switchyard;

/// <summary>A value together with how it was obtained.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public sealed record RoutedResult<T>
{
    /// <summary>The call's identity, as in the ledger.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The value.</summary>
    public required T Value { get; init; }

    /// <summary>The full id of the model that answered, such as <c>openai/gpt-6-luna</c>.</summary>
    public required string Model { get; init; }

    /// <summary>The id of the provider that answered, such as <c>openai</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>Every attempt in order; the last one is the answer.</summary>
    public required IReadOnlyList<Attempt> Attempts { get; init; }

    /// <summary>The tokens of the attempt that answered.</summary>
    public required TokenUsage Usage { get; init; }

    /// <summary>
    /// What the whole call cost in USD, failed attempts included. <see langword="null"/> if an attempt that the provider may bill has no
    /// known price or reported no usage.
    /// </summary>
    public required decimal? Cost { get; init; }

    /// <summary>From the call to its answer.</summary>
    public required TimeSpan Duration { get; init; }
}
