namespace Switchyard.Storage;

/// <summary>Converts between the integers in the files (1 USD = 10⁹) and the dollars of the API.</summary>
internal static class NanoUsd
{
    private const decimal PerUsd = 1_000_000_000m;

    // Far from where sums of the integers overflow.
    private const decimal Most = 1_000_000_000m;

    public static long? Of(decimal? usd) => usd is { } amount ? Of(amount) : null;

    /// <summary>Rounded up, so that a sum of reservations is never less than what it stands for.</summary>
    public static long Of(decimal usd) => (long)decimal.Ceiling(Math.Clamp(usd, -Most, Most) * PerUsd);

    public static decimal ToUsd(long nanoUsd) => nanoUsd / PerUsd;

    public static decimal? ToUsd(long? nanoUsd) => nanoUsd / PerUsd;
}
