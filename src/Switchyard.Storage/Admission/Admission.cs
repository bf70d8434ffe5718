using System.Globalization;

namespace Switchyard.Storage;

/// <summary>
/// What was decided on a request, and what it holds while it is under way: a place among the key's parallel requests, and its worst cost in every
/// budget that counts it. Settle it when the cost is known, and dispose it when the answer is out.
/// </summary>
public sealed class Admission : IDisposable
{
    private readonly Gate? _gate;
    private int _isSettled;
    private int _isDisposed;

    internal Admission(Gate gate, GatewayKey key) => (_gate, Key) = (gate, key);

    internal Admission(Verdict verdict, GatewayKey key, string message, int? retryAfter = null, BudgetStatus? budget = null) =>
        (Verdict, Key, Message, RetryAfterSeconds, Budget, _isSettled) = (verdict, key, message, retryAfter, budget, 1);

    /// <summary>Whether the request may go on.</summary>
    public Verdict Verdict { get; }

    /// <summary>Whether it may.</summary>
    public bool IsAllowed => Verdict == Verdict.Allowed;

    /// <summary>The key.</summary>
    public GatewayKey Key { get; }

    /// <summary>Why not, in one sentence for the caller; empty if it may.</summary>
    public string Message { get; } = "";

    /// <summary>After how many seconds it may be tried again, 1 or more; <see langword="null"/> if waiting does not help.</summary>
    public int? RetryAfterSeconds { get; }

    /// <summary>The budget that does not pay for it; <see langword="null"/> if that is not the reason.</summary>
    public BudgetStatus? Budget { get; }

    /// <summary>What the call is to be booked under. Give it to the call, with what only the entrance knows.</summary>
    public CallOrigin Origin { get; internal init; }

    /// <summary>Whether a budget counts it, so that the call must be made with <see cref="AdmissionRequest.WorstCost"/> as its ceiling.</summary>
    public bool IsBudgeted => Budgets.Length > 0;

    internal BudgetMeter[] Budgets { get; init; } = [];

    internal DateTimeOffset Admitted { get; init; }

    internal long Reserved { get; init; }

    internal long Tokens { get; init; }

    internal long Slot { get; init; }

    /// <summary>
    /// Books what the request came to and gives the rest of what was reserved back, in one step over all budgets. Only the first time counts. A call
    /// that was never made costs 0.
    /// </summary>
    /// <param name="cost">In USD; <see langword="null"/> if it is unknown, which costs what was reserved.</param>
    /// <param name="tokens">The tokens in and out; <see langword="null"/> if they are unknown, which leaves what was expected.</param>
    public void Settle(decimal? cost, long? tokens)
    {
        if (Interlocked.Exchange(ref _isSettled, 1) == 0)
            _gate!.Settle(this, NanoUsd.Of(cost) ?? Reserved, tokens is { } known ? known - Tokens : 0);
    }

    /// <summary>Gives the place up. A request that was never settled is taken to have cost what was reserved.</summary>
    public void Dispose()
    {
        if (_gate is null || Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;

        Settle(null, null);
        _gate.Leave(this);
    }

    /// <inheritdoc/>
    public override string ToString() => IsAllowed ? "Allowed" : string.Create(CultureInfo.InvariantCulture, $"{Verdict}: {Message}");
}
