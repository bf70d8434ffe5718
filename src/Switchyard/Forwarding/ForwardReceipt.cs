namespace Switchyard;

/// <summary>Who answered a forwarded call, and what it took.</summary>
internal readonly record struct ForwardReceipt
{
    public required Guid CallId { get; init; }

    /// <summary>The full id of the model that answered.</summary>
    public required string Model { get; init; }

    public required string Provider { get; init; }

    /// <summary>The tier that the call went to; <see cref="Tier.Auto"/> if it named models of several or of none.</summary>
    public required Tier Tier { get; init; }

    /// <summary>The names of the rules that decided about the call, with commas between; <see langword="null"/> for none.</summary>
    public string? Rules { get; init; }

    /// <summary>How many attempts were made so far.</summary>
    public required int Attempts { get; init; }

    /// <summary>What the attempts that have ended cost, in nano-dollars; <see langword="null"/> if the cost of one is unknown.</summary>
    public required long? CostNanoUsd { get; init; }

    /// <summary>The tokens of the attempt that answered; nothing is reported while it runs.</summary>
    public required TokenUsage Usage { get; init; }

    /// <summary>Of a call that has its answer.</summary>
    public static ForwardReceipt Of(Call call)
    {
        ref readonly var answer = ref call.Attempts.Last;
        return new()
        {
            CallId = call.Meter.CallId,
            Model = answer.Model,
            Provider = answer.Provider,
            Tier = call.Route.Tier,
            Rules = call.Route.RuleNames,
            Attempts = call.Attempts.Count,
            CostNanoUsd = call.Attempts.CostNanoUsd,
            Usage = answer.Usage,
        };
    }

    /// <summary>Of a call whose answer is on its way.</summary>
    public static ForwardReceipt OfRunning(Call call) => new()
    {
        CallId = call.Meter.CallId,
        Model = call.Stream.Candidate.FullId,
        Provider = call.Stream.Candidate.ProviderId,
        Tier = call.Route.Tier,
        Rules = call.Route.RuleNames,
        Attempts = call.Attempts.Count + 1,
        CostNanoUsd = null,
        Usage = default,
    };
}
