namespace Switchyard.Cli;

/// <summary>Cuts every input into up to 32 bins with about as many training rows each.</summary>
internal sealed class Binning
{
    public const int Bins = 32;
    private readonly float[][] _cuts;

    public Binning(IReadOnlyList<float[]> rows)
    {
        var width = rows[0].Length;
        _cuts = new float[width][];
        for (var j = 0; j < width; j++)
        {
            var values = rows.Select(r => r[j]).Order().ToArray();
            _cuts[j] = Enumerable.Range(1, Bins - 1).Select(q => values[Math.Min(values.Length - 1, q * values.Length / Bins)]).Distinct().ToArray();
        }
    }

    public int Inputs => _cuts.Length;

    /// <summary>The number of bins of one input.</summary>
    public int Count(int input) => _cuts[input].Length + 1;

    public byte[] Bin(ReadOnlySpan<float> row)
    {
        var bins = new byte[_cuts.Length];
        for (var j = 0; j < bins.Length; j++)
        {
            var at = Array.BinarySearch(_cuts[j], row[j]);
            bins[j] = (byte)(at < 0 ? ~at : at);
        }

        return bins;
    }
}
