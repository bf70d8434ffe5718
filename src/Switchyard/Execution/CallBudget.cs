namespace Switchyard;

/// <summary>
/// The tokens and the money of one call, over all its attempts. Limits the answer of each attempt so that the ceiling holds whatever the model
/// does. Pooled with its call.
/// </summary>
internal sealed class CallBudget(Call call)
{
    // A vendor refuses a request for more than its model can write, and the catalog does not always say how much that is. Of the models that
    // it does say it of, few can write less than this.
    public const int AssumedMaxOutput = 8192;

    private long CeilingNanoUsd => Math.Min(call.Route.CeilingNanoUsd, call.CeilingNanoUsd);

    /// <summary>The stricter of what the policy and the request itself allow; 0 for no limit.</summary>
    private int TokenLimit =>
        call.Route.Policy.MaxTokens is { } most && (call.AskedTokens == 0 || most < call.AskedTokens) ? most : call.AskedTokens;

    /// <summary>What a plan takes from the call as it stands.</summary>
    /// <param name="prefill">The tokens of the answer that the request begins with already.</param>
    /// <param name="beside">What an attempt that is under way costs at most, in nano-dollars.</param>
    /// <param name="now">The timestamp; 0 to ask for it.</param>
    public PlanInput PlanInput(int prefill = 0, long beside = 0, long now = 0) => new()
    {
        Now = now != 0 ? now : call.Clock.Now,
        Requires = call.Needs,
        InputTokens = call.InputTokens + prefill,
        OutputTokens = call.Route.Statistics.ExpectedOutputTokens,
        MaxTokens = LimitAfter(prefill),

        // What an attempt of unknown cost may have cost at most is taken as spent.
        CeilingNanoUsd = CeilingNanoUsd == long.MaxValue ? long.MaxValue : CeilingNanoUsd - call.Attempts.AtMostNanoUsd - beside,
        LatencyTicks = call.Route.LatencyTicks,
    };

    /// <summary>Reserves what an attempt may use.</summary>
    /// <param name="candidate">Who is to be asked.</param>
    /// <param name="prefill">The tokens of the answer that the request begins with already: they are input now, and part of the answer's length.</param>
    /// <param name="beside">What an attempt that is under way costs at most, in nano-dollars.</param>
    /// <returns><see langword="null"/> if what is left does not pay for a useful answer, or the request has outgrown the model.</returns>
    public Reservation? TryReserve(Candidate candidate, int prefill = 0, long beside = 0)
    {
        var limit = LimitAfter(prefill);
        if (CeilingNanoUsd == long.MaxValue && prefill == 0)
            return new(limit, 0);

        var input = PlanInput(prefill, beside);
        if (Planner.Check(candidate, input) is Rejection.CostCeiling or Rejection.UnknownPrice or Rejection.ContextWindow)
            return null;
        if (CeilingNanoUsd == long.MaxValue)
            return new(limit, 0);

        var inputTokens = candidate.Calibration.Apply(input.InputTokens);
        var affordable = candidate.Price!.AffordableOutput(inputTokens, input.CeilingNanoUsd);
        var most = limit > 0 ? limit : candidate.Model.MaxOutput ?? AssumedMaxOutput;
        var reserved = (int)Math.Min(affordable, most);
        return new(affordable < most || (limit == 0 && candidate.Model.MaxOutput is null) ? reserved : limit, candidate.Price.WorstCost(inputTokens, reserved));
    }

    // A limit that the delivered part has reached already leaves the model room to say that it is done.
    private int LimitAfter(int prefill) => TokenLimit is var limit && limit > 0 ? Math.Max(1, limit - prefill) : limit;
}
