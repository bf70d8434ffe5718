namespace Switchyard.Cli;

/// <summary>The metrics of some rows: all of them, a source, or a domain.</summary>
internal sealed record EvaluationPart(string Name, PairMetrics? Pair, PoolMetrics? Pool);
