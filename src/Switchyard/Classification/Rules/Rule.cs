namespace Switchyard;

/// <summary>One hand-written reason to think a prompt hard or easy.</summary>
/// <param name="signal">What is counted.</param>
/// <param name="weight">Difficulty per unit of log(1 + count); negative: easier.</param>
/// <param name="one">How to say it of one.</param>
/// <param name="many">How to say it of many, with {0} for the number; null: as of one.</param>
/// <param name="from">The least count that is worth mentioning.</param>
internal readonly struct Rule(Signal signal, float weight, string one, string? many = null, int from = 1)
{
    public Signal Signal { get; } = signal;

    public float Weight { get; } = weight;

    /// <summary>The least count that is worth mentioning.</summary>
    public int From { get; } = from;

    public string Say(int count) => count == 1 || many is null ? one : string.Format(System.Globalization.CultureInfo.InvariantCulture, many, count);
}
