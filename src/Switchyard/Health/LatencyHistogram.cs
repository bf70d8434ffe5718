using System.Numerics;

namespace Switchyard;

/// <summary>
/// How long answers take: a histogram over powers of two, four steps each, from 1 ms to about 18 minutes. Percentiles are right within a step
/// (25 %). Lock-free; old measurements fade by halving.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int StepsPerOctave = 4;
    private const int Octaves = 20;
    private const int FadeAt = 512;
    private const int LeastForPercentile = 8;

    private readonly int[] _counts = new int[StepsPerOctave * Octaves];
    private int _total;

    public void Record(TimeSpan latency)
    {
        Interlocked.Increment(ref _counts[IndexOf(latency)]);
        if (Interlocked.Increment(ref _total) >= FadeAt)
            Fade();
    }

    /// <summary>The latency below which the fraction of answers stays; <see langword="null"/> before there are enough of them to tell.</summary>
    public TimeSpan? Percentile(double fraction)
    {
        var total = Volatile.Read(ref _total);
        if (total < LeastForPercentile)
            return null;

        var rank = (int)Math.Ceiling(total * fraction);
        for (var index = 0; index < _counts.Length; index++)
        {
            rank -= Volatile.Read(ref _counts[index]);
            if (rank <= 0)
                return UpperEdge(index);
        }

        return UpperEdge(_counts.Length - 1);
    }

    private static int IndexOf(TimeSpan latency)
    {
        var quarters = Math.Max(1, (long)(latency.TotalMilliseconds * StepsPerOctave));
        var octave = BitOperations.Log2((ulong)quarters) - 2;
        if (octave < 0)
            return 0;

        var step = (int)(quarters >> octave) & (StepsPerOctave - 1);
        return Math.Min((octave * StepsPerOctave) + step, (StepsPerOctave * Octaves) - 1);
    }

    private static TimeSpan UpperEdge(int index)
    {
        var (octave, step) = Math.DivRem(index, StepsPerOctave);
        return TimeSpan.FromMilliseconds(Math.ScaleB(1 + ((step + 1) / (double)StepsPerOctave), octave));
    }

    private void Fade()
    {
        var total = 0;
        for (var index = 0; index < _counts.Length; index++)
        {
            var half = Volatile.Read(ref _counts[index]) / 2;
            Volatile.Write(ref _counts[index], half);
            total += half;
        }

        Volatile.Write(ref _total, total);
    }
}
