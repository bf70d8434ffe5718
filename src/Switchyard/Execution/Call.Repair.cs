namespace Switchyard;

/// <content>What follows from an answer that did not fit.</content>
public sealed partial class Call
{
    /// <summary>Why the last answer did not fit, in a sentence; <see langword="null"/> if nobody can say.</summary>
    internal string? Misfit { get; set; }

    /// <summary>The same of the last answer that did not fit, in words that hold nothing of it, for errors; <see langword="null"/> if all did.</summary>
    internal string? LastMisfit { get; private set; }

    /// <summary>Whether the call has been asked to mend an answer.</summary>
    internal bool IsRepair { get; private set; }

    /// <summary>The attempt on the call's lane has failed. If its answer did not fit, somebody else than the next in line may be asked next.</summary>
    internal void GoOn()
    {
        if (Lane.Misfit is null)
            return;

        LastMisfit = Lane.Misfit;
        if (!TryRepair(Lane.Index))
            TryEscalate();
    }

    /// <summary>
    /// Goes on with the conversation if the task allows it: the answer, and what is wrong with it. The candidate that gave it is asked next, within
    /// what is left of attempts, time and money; if it is not well, another one goes on from there.
    /// </summary>
    /// <param name="index">The candidate that gave the answer.</param>
    private bool TryRepair(int index)
    {
        if (!Task.Repairs || IsRepair || Misfit is not { } misfit || !Lane.Body.AsksForSchema)
            return false;

        IsRepair = true;
        Misfit = null;
        Lane.Body.Continue(Text.Span, $"That answer does not fit the schema. {misfit} Give the whole answer again, mended, and nothing else.");
        InputTokens = RequestTokens.Estimate(Lane.Body.Written);
        Failover.Prefer(index);
        return true;
    }

    /// <summary>Goes on with a stronger tier if task or policy wants it and one has a candidate that can answer for what is left of the ceiling.</summary>
    private void TryEscalate()
    {
        for (var stronger = Route.Stronger; stronger is not null && Failover.HasAttempts; stronger = stronger.Stronger)
        {
            var eligible = Planner.Plan(stronger, Budget.PlanInput(), Router.Jitter, Failover.Scores);
            if (eligible == 0)
                continue;

            Route = stronger;
            Failover.Escalate(stronger, eligible);
            return;
        }
    }
}
