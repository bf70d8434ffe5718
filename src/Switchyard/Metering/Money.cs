namespace Switchyard;

/// <summary>Converts between the integers inside and the <see cref="decimal"/> dollars of the API.</summary>
internal static class Money
{
    private const decimal NanosPerUsd = 1_000_000_000m;

    public static decimal? ToUsd(long? nanoUsd) => nanoUsd / NanosPerUsd;

    public static long? FromUsd(decimal? usd) => usd is { } amount ? (long)decimal.Ceiling(amount * NanosPerUsd) : null;
}
