namespace Switchyard;

/// <summary>Where a call came from, as far as its entrance knows. Goes to the ledger as it is: it must hold no prompt and no secret.</summary>
public readonly record struct CallOrigin
{
    /// <summary>The id of the gateway key, never the key itself; <see langword="null"/> for a call without one.</summary>
    public string? KeyId { get; init; }

    /// <summary>The team that the key belongs to, if any.</summary>
    public string? Team { get; init; }

    /// <summary>What was asked for where a model is named: a model, a tier or <c>auto</c>; <see langword="null"/> for a task.</summary>
    public string? Asked { get; init; }

    /// <summary>The caller's own id of the request, if it sent one.</summary>
    public string? RequestId { get; init; }

    /// <summary>What the call is booked under besides its key; <see langword="null"/> for nothing. Not changed any more once it is set here.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>
    /// What budgets hold back for the call, in USD: they are charged so much if its cost turns out to be unknown. <see langword="null"/> for nothing.
    /// </summary>
    public decimal? Reserved { get; init; }
}
