namespace Switchyard.Simulator;

/// <summary>Which of the requests that a <see cref="FaultRule"/> sees get its fault. Requests count from 1, from when the rule was added.</summary>
public sealed class FaultSchedule
{
    private readonly Func<long, Random, bool> _fires;
    private readonly string _text;

    private FaultSchedule(string text, Func<long, Random, bool> fires) => (_text, _fires) = (text, fires);

    /// <summary>Every request.</summary>
    public static FaultSchedule Always { get; } = new("always", static (_, _) => true);

    /// <summary>Only one request.</summary>
    /// <param name="n">Its number, 1 for the first.</param>
    /// <returns>The schedule.</returns>
    public static FaultSchedule Nth(int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        return new($"request {n}", (request, _) => request == n);
    }

    /// <summary>The next requests, and none after.</summary>
    /// <param name="count">How many. Above zero.</param>
    /// <returns>The schedule.</returns>
    public static FaultSchedule Next(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return new($"next {count}", (request, _) => request <= count);
    }

    /// <summary>None of the next requests, and all after.</summary>
    /// <param name="count">How many are spared. Zero or more.</param>
    /// <returns>The schedule.</returns>
    public static FaultSchedule After(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new($"after {count}", (request, _) => request > count);
    }

    /// <summary>A provider that comes and goes: some requests fail, some do not, and again from the start.</summary>
    /// <param name="failing">How many get the fault in a row. Above zero.</param>
    /// <param name="healthy">How many are then spared. Above zero.</param>
    /// <returns>The schedule.</returns>
    public static FaultSchedule Flapping(int failing, int healthy)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(failing);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(healthy);
        return new($"{failing} of {failing + healthy}", (request, _) => (request - 1) % (failing + healthy) < failing);
    }

    /// <summary>Each request with the same probability, drawn from the server's seed.</summary>
    /// <param name="probability">0 to 1.</param>
    /// <returns>The schedule.</returns>
    public static FaultSchedule Probability(double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        return new(FormattableString.Invariant($"p = {probability}"), (_, random) => random.NextDouble() < probability);
    }

    /// <inheritdoc/>
    public override string ToString() => _text;

    internal bool Fires(long request, Random random) => _fires(request, random);
}
