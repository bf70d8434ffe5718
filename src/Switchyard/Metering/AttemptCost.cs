namespace Switchyard;

/// <summary>What an attempt cost.</summary>
internal static class AttemptCost
{
    /// <summary>The cost in nano-dollars; <see langword="null"/> if it may have been billed and nobody can say how much.</summary>
    public static long? Of(PriceList? prices, Outcome outcome, int httpStatus, in TokenUsage usage)
    {
        if (usage.IsReported)
            return prices?.Cost(usage);

        // The answer had begun, so the model had worked.
        if (httpStatus is >= 200 and < 300)
            return null;

        // Without a report: what was refused, or got no response at all, is taken as not billed; what the model may have worked on is unknown.
        return outcome is Outcome.Completed or Outcome.Truncated or Outcome.TimedOut or Outcome.InvalidReply or Outcome.Cancelled
            or Outcome.ContentFiltered ? null : 0;
    }
}
