namespace Switchyard;

/// <summary>What the answers to a task have been like. Lives as long as the router, across routing tables.</summary>
internal sealed class TaskStatistics
{
    // Before the first answer. A guess, only ever used to compare candidates with each other.
    private const int FirstGuess = 256;

    private int _outputTokens;

    /// <summary>How many tokens an answer is expected to have: a moving average.</summary>
    public int ExpectedOutputTokens => Volatile.Read(ref _outputTokens) is var learned and > 0 ? learned : FirstGuess;

    public void Record(in TokenUsage usage)
    {
        if (!usage.IsReported)
            return;

        // Lost updates between threads do not matter: it is an average.
        var seen = Volatile.Read(ref _outputTokens);
        Volatile.Write(ref _outputTokens, seen == 0 ? Math.Max(1, usage.OutputTokens) : Math.Max(1, seen + ((usage.OutputTokens - seen) / 8)));
    }
}
