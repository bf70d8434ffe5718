namespace Switchyard;

/// <content>The one chance to mend an answer that did not fit.</content>
public sealed partial class Call
{
    /// <summary>Why the last answer did not fit, in a sentence; <see langword="null"/> if nobody can say.</summary>
    internal string? Misfit { get; set; }

    /// <summary>Whether the call has been asked to mend an answer.</summary>
    internal bool IsRepair { get; private set; }

    /// <summary>
    /// Goes on with the conversation if the task allows it: the answer, and what is wrong with it. The candidate that gave it is asked next, within
    /// what is left of attempts, time and money; if it is not well, another one goes on from there.
    /// </summary>
    /// <param name="index">The candidate that gave the answer.</param>
    internal void TryRepair(int index)
    {
        if (!Task.Repairs || IsRepair || Misfit is not { } misfit || !Lane.Body.AsksForSchema)
            return;

        IsRepair = true;
        Misfit = null;
        Lane.Body.Continue(Text.Span, $"That answer does not fit the schema. {misfit} Give the whole answer again, mended, and nothing else.");
        InputTokens = RequestTokens.Estimate(Lane.Body.Written);
        Failover.Prefer(index);
    }
}
