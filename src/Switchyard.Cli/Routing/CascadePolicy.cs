namespace Switchyard.Cli;

/// <summary>
/// When to pay for the reference: above one threshold of expected gain per dollar where the cheap answers agree, and above
/// another where they do not. Two thresholds, because agreement is worth more than the verifier can tell from few rows.
/// </summary>
/// <param name="Agreeing">Quality per dollar from which an agreed answer is doubted.</param>
/// <param name="Disagreeing">Quality per dollar from which a disputed answer is not taken as it is.</param>
/// <param name="Point">What held-out training rows say about this policy.</param>
internal sealed record CascadePolicy(double Agreeing, double Disagreeing, OperatingPoint Point)
{
    // Held-out quality that is lower by this much counts as equal: the interval is wider than that with a thousand rows.
    private const double Tolerance = 0.006;

    private const double PlainFactor = 1.25;

    private static readonly double[] s_doubted = [0, 0.02, 0.04, 0.06, 0.08, 0.1, 0.13, 0.16, 0.2, 0.25, 0.3, 0.4, 0.55, 0.75, 1];
    private static readonly double[] s_disputed = [1, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5];

    public bool Escalates(bool agree, double gain, double cost) => gain / cost >= (agree ? Agreeing : Disagreeing);

    /// <summary>The cheapest pair of thresholds at which held-out rows are not worse than the reference.</summary>
    public static CascadePolicy Choose(IReadOnlyList<CascadeCase> cases, double referenceCost)
    {
        var policies = new List<CascadePolicy>();
        foreach (var doubted in s_doubted)
        {
            foreach (var disputed in s_disputed)
            {
                double agreeing = Threshold(cases, true, doubted), disagreeing = Threshold(cases, false, disputed);
                var policy = new CascadePolicy(agreeing, disagreeing, new OperatingPoint(1 / disagreeing, 0, 0, 0));
                policies.Add(policy with { Point = policy.Measure(cases, referenceCost) });
            }
        }

        // A few disputed rows decide, so that the interval is wide whatever is done: nine times out of ten is asked for,
        // and a tenth more cost is spent where it buys safety.
        var holding = policies.Where(p => p.Point.Delta >= -Tolerance || p.Point.Delta - (1.28 * p.Point.Error) >= -OperatingPoint.Margin).ToArray();
        if (holding.Length == 0) return policies.MaxBy(p => p.Point.Lower)!;
        var cheapest = holding.Min(p => p.Point.CostRatio);

        // The plain rule needs no verifier: take what agrees, ask about the rest. Among a hundred tuned ones the best is mostly the luckiest, so
        // they have to be a fifth cheaper to be believed.
        var plain = Array.Find(holding, p => double.IsPositiveInfinity(p.Agreeing) && double.IsNegativeInfinity(p.Disagreeing));
        if (plain is not null && plain.Point.CostRatio <= PlainFactor * cheapest) return plain;
        return holding.Where(p => p.Point.CostRatio <= 1.1 * cheapest).MaxBy(p => p.Point.Lower)!;
    }

    // The value above which the given share of the cases lies.
    private static double Threshold(IReadOnlyList<CascadeCase> cases, bool agree, double share)
    {
        var values = cases.Where(c => c.Agree == agree).Select(c => c.Gain / c.Cost).OrderDescending().ToArray();
        var count = (int)Math.Round(share * values.Length);
        if (count == 0) return double.PositiveInfinity;
        return count == values.Length ? double.NegativeInfinity : 0.5 * (values[count - 1] + values[count]);
    }

    private OperatingPoint Measure(IReadOnlyList<CascadeCase> cases, double referenceCost)
    {
        var deltas = new double[cases.Count];
        var cost = 0.0;
        for (var i = 0; i < deltas.Length; i++)
        {
            var c = cases[i];
            var escalates = Escalates(c.Agree, c.Gain, c.Cost);
            cost += c.Paid + (escalates ? c.TrueCost : 0);
            deltas[i] = (escalates ? c.TrueReference : c.TrueCheap) - c.Wanted;
        }

        return OperatingPoint.Of(deltas, cost / deltas.Length / referenceCost, double.IsFinite(Disagreeing) ? 1 / Disagreeing : double.PositiveInfinity);
    }
}
