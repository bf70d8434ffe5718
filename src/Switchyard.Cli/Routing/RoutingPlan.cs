namespace Switchyard.Cli;

/// <summary>What the user asked to be decided: between two models, among many, or by a cascade.</summary>
internal sealed record RoutingPlan
{
    public string? Weak { get; init; }

    public string? Strong { get; init; }

    public string[]? Pool { get; init; }

    public string[]? Cascade { get; init; }

    public string? Reference { get; init; }

    /// <summary>The model of each tier, for measuring <see cref="Tier.Auto"/>.</summary>
    public string[]? Tiers { get; init; }

    /// <summary>Beginnings of source/domain: a part of the report leaves these rows out. They are learned from all the same.</summary>
    public string[] Without { get; init; } = [];

    public double Quality { get; init; } = 1;

    public bool IsPair => Weak is not null;

    /// <summary>Checks what belongs together, and fills in what the rows themselves say.</summary>
    public RoutingPlan Checked(IReadOnlyList<OutcomeRow> rows)
    {
        if ((Weak is null) != (Strong is null)) throw new InputException("--weak and --strong belong together: name both models.");
        if (Weak is not null && (Pool is not null || Cascade is not null)) throw new InputException("--weak/--strong excludes --pool and --cascade: choose one.");
        if (Weak is not null && Weak == Strong) throw new InputException($"--weak and --strong are both {Weak}: name two models.");
        if (Cascade is { Length: 2 } pair && pair[0] == pair[1]) throw new InputException($"--cascade names {pair[0]} twice: name two models.");
        if (Cascade is { Length: not 2 }) throw new InputException("--cascade takes two cheap models, as M1,M2; the model they escalate to is --ref.");
        if (Pool is { } pool && pool.Distinct().Count() != pool.Length) throw new InputException("--pool names a model twice.");
        if (Pool is { } p && Reference is { } reference && !p.Contains(reference)) throw new InputException($"--ref {reference} is not in --pool: add it.");
        if (Tiers is { } tiers && (tiers.Length != 3 || tiers.Any(t => rows.Any(r => !r.Has([t]))))) throw new InputException("--tier-models takes three models that every row of --data holds: cheap,mid,frontier.");
        if (Weak is not null || Pool is not null || Cascade is not null) return this;
        if (rows.Count == 0) throw new InputException("Nothing says what to decide: give --weak and --strong, --pool, or --cascade.");
        var common = rows[0].Scores.Keys.Where(m => rows.All(r => r.Has([m]))).ToArray();
        if (common.Length < 2) throw new InputException("The rows have no two models in common: give --weak and --strong, or --pool.");
        if (common.Length > 2) return this with { Pool = common };
        var byCost = common.OrderBy(m => rows.Average(r => r.Costs[m])).ToArray();
        return this with { Weak = byCost[0], Strong = byCost[1] };
    }

    public IRouter Train(IReadOnlyList<OutcomeRow> rows, Dictionary<string, Dictionary<string, string>>? answers, TrainingRun run)
    {
        if (rows.Count == 0)
        {
            return IsPair ? new DifficultyRouter(run.Classifier)
                : throw new InputException("Without --train nothing is known about costs and qualities: only --weak and --strong can be ranked.");
        }

        if (IsPair) return PairRouter.Train(rows, Weak!, Strong!, run);
        if (Cascade is null) return PortfolioRouter.Train(rows, Pool!, Reference, Quality, run);
        return CascadeRouter.Train(rows, this, answers ?? throw new InputException("--cascade needs --answers FILE with the cheap models' answers."), run);
    }
}
