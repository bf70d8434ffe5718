namespace Switchyard;

/// <summary>Converts between the integers inside and the <see cref="decimal"/> dollars of the API.</summary>
internal static class Money
{
    private const decimal NanosPerUsd = 1_000_000_000m;

    public static decimal? ToUsd(long? nanoUsd) => nanoUsd is { } nanos ? ToUsd(nanos) : null;

    /// <summary>The same as a division, which is several times slower: every attempt has a cost.</summary>
    private static decimal ToUsd(long nanos)
    {
        byte scale = 9;
        var rest = (ulong)Math.Abs(nanos);
        while (scale > 0 && rest % 10 == 0)
        {
            rest /= 10;
            scale--;
        }

        return new((int)rest, (int)(rest >> 32), 0, nanos < 0, scale);
    }

    /// <summary>Rounded up. More than the integers hold, some nine thousand million dollars, is as good as no limit.</summary>
    public static long? FromUsd(decimal? usd) => usd switch
    {
        null => null,
        > long.MaxValue / NanosPerUsd => long.MaxValue,
        { } amount => (long)decimal.Ceiling(amount * NanosPerUsd),
    };
}
