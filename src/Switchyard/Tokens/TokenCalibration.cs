namespace Switchyard;

/// <summary>
/// What a model's own tokenizer makes of an estimate: a factor, learned from the usage that its replies report. One instance for each model;
/// safe for use from many threads, without a lock and without allocating.
/// </summary>
internal sealed class TokenCalibration
{
    // The vocabularies in use differ by less than this from the one that the weights were fitted on. A report beyond it is about something
    // else than the text: a picture, a hidden system prompt, a proxy that counts otherwise.
    private const float MinFactor = 0.5f;
    private const float MaxFactor = 2.5f;

    // In a short request the fixed tokens around the messages outweigh the text.
    private const int MinTokens = 64;

    // The first reports count fully, later ones a sixteenth: half of a change is taken over after eleven reports.
    private const int SettledReports = 16;

    // The factor's bits, and above them the number of reports: one word, so that they change together.
    private long _state = Pack(1, 0);

    /// <summary>Tokens reported for one token estimated. 1 as long as nothing has been learned; from 0.5 to 2.5.</summary>
    public float Factor => FactorOf(Volatile.Read(ref _state));

    /// <summary>Takes in one report.</summary>
    /// <param name="estimated">What <see cref="TokenEstimator"/> said of the request, uncorrected, in tokens.</param>
    /// <param name="actual">The input tokens that the provider reported, cached ones included. 0 or less: nothing was reported.</param>
    public void Record(int estimated, int actual)
    {
        if (estimated < MinTokens || actual <= 0)
            return;

        var ratio = Math.Clamp((float)actual / estimated, MinFactor, MaxFactor);
        long seen, next;
        do
        {
            seen = Volatile.Read(ref _state);
            var reports = (int)(seen >> 32);
            next = Pack(FactorOf(seen) + ((ratio - FactorOf(seen)) / Math.Min(reports + 1, SettledReports)), Math.Min(reports + 1, SettledReports));
        }
        while (Interlocked.CompareExchange(ref _state, next, seen) != seen);
    }

    /// <summary>Corrects an estimate.</summary>
    /// <param name="estimated">What <see cref="TokenEstimator"/> said, in tokens.</param>
    /// <returns>Tokens of this model, rounded up: a request that nearly fills a window should not be sent to it.</returns>
    public int Apply(int estimated) => (int)Math.Min(int.MaxValue, Math.Ceiling((double)estimated * Factor));

    private static long Pack(float factor, int reports) => ((long)reports << 32) | BitConverter.SingleToUInt32Bits(factor);

    private static float FactorOf(long state) => BitConverter.UInt32BitsToSingle((uint)state);
}
