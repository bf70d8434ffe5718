using Switchyard.Storage;

namespace Switchyard.Gateway;

/// <summary>What a request holds of its key's limits and budgets. Its call settles it, with the numbers that go to the ledger.</summary>
internal sealed class CallAdmission(Admission admission, WorstCase? worst) : ICallSettlement
{
    /// <summary>From here on the call settles it.</summary>
    public void Attach(Call call)
    {
        call.Origin = admission.Origin with { Asked = call.Origin.Asked };
        if (admission.IsBudgeted && worst is { } known)
            call.CeilingNanoUsd = known.CeilingNanoUsd;
        call.Settlement = this;
    }

    /// <summary>The call was never begun.</summary>
    public void Abandon()
    {
        admission.Settle(0, 0);
        admission.Dispose();
    }

    public void Settle(in CallRecord call, ReadOnlySpan<Attempt> attempts)
    {
        long? tokens = attempts.IsEmpty ? 0 : null;
        foreach (ref readonly var attempt in attempts)
        {
            if (attempt.Usage.IsReported)
                tokens = (tokens ?? 0) + attempt.Usage.InputTokens + attempt.Usage.OutputTokens;
        }

        admission.Settle(call.Cost, tokens);
        admission.Dispose();
    }
}
