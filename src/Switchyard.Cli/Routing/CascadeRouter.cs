using System.Globalization;

namespace Switchyard.Cli;

/// <summary>
/// Calls two cheap models, and the reference only where their answers are doubted: a verifier, trained on answers and
/// outcomes, expects how good each cheap answer is, given whether they agree, what they look like and what was asked.
/// </summary>
internal sealed class CascadeRouter : IRouter
{
    private const int Topics = 160;
    private readonly string _first;
    private readonly string _second;
    private readonly PromptEncoder _encoder;
    private readonly PortfolioModel _prior;
    private readonly AnswerVerifier _verifier;
    private readonly Dictionary<string, Dictionary<string, string>> _answers;

    private CascadeRouter(string first, string second, PromptEncoder encoder, PortfolioModel prior, AnswerVerifier verifier,
        Dictionary<string, Dictionary<string, string>> answers)
    {
        (_first, _second, _encoder, _prior, _verifier, _answers) = (first, second, encoder, prior, verifier, answers);
    }

    public required CascadePolicy Policy { get; init; }

    /// <summary>The model that is asked when the cheap ones are doubted.</summary>
    public required string Reference { get; init; }

    public static CascadeRouter Train(IReadOnlyList<OutcomeRow> rows, RoutingPlan plan,
        Dictionary<string, Dictionary<string, string>> answers, TrainingRun run)
    {
        string first = plan.Cascade![0], second = plan.Cascade[1];
        var known = rows.Where(r => r.Answers is { } a && a.ContainsKey(first) && a.ContainsKey(second) && r.Has([first, second])).ToArray();
        var reference = plan.Reference ?? Strongest(known, first, second, plan.Pool);
        string[] pool = [first, second, reference];
        var usable = known.Where(r => r.Has(pool)).ToArray();
        if (usable.Length < 20)
        {
            throw new InputException($"Only {usable.Length} training rows hold answers of {first} and {second} and an outcome of {reference}, and 20 are needed: add --train files with \"ans\".");
        }

        var encoder = PromptEncoder.Fit(rows.Select(r => r.Prompt), Topics, run.Seed);
        var encoded = usable.Select(r => encoder.Encode(r.Prompt)).ToArray();
        var (prior, before) = PortfolioModel.Fit(usable, encoded, pool, run.Part(0, 0.9));
        var (verifier, after) = AnswerVerifier.Fit(usable, encoded, pool, before, run.Part(0.9, 1));
        var cases = usable.Select((r, i) => ToCase(r, before[i], after[i], r.Answers!, pool, plan.Quality)).ToArray();
        var policy = CascadePolicy.Choose(cases, usable.Average(r => r.Costs[reference]));
        return new CascadeRouter(first, second, encoder, prior, verifier, answers) { Policy = policy, Reference = reference };
    }

    public Prediction Decide(PromptRow prompt)
    {
        if (!_answers.TryGetValue(prompt.Id, out var answers) || !answers.TryGetValue(_first, out var a) || !answers.TryGetValue(_second, out var b))
        {
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"--answers has no answers of {_first} and {_second} for prompt {prompt.Id}: give both for every prompt."));
        }

        var encoded = _encoder.Encode(prompt.Prompt);
        var before = _prior.Choices(encoded);
        var after = _verifier.Predict(encoded, before, a, b);
        var cheap = Cheap(before);
        if (Policy.Escalates(AnswerVerifier.Agree(a, b), after[2] - after[cheap], before[2].Cost))
        {
            return new Prediction(prompt.Id, null, Reference, [_first, _second, Reference]);
        }

        return new Prediction(prompt.Id, null, cheap == 0 ? _first : _second, [_first, _second]);
    }

    // Of two cheap answers, the one of the model from which more was expected before they came.
    private static int Cheap(Choice[] before) => before[1].Quality > before[0].Quality ? 1 : 0;

    private static CascadeCase ToCase(OutcomeRow row, Choice[] before, double[] after, Dictionary<string, string> answers, string[] pool, double quality)
    {
        var cheap = Cheap(before);
        return new CascadeCase(
            AnswerVerifier.Agree(answers[pool[0]], answers[pool[1]]),
            after[2] - after[cheap],
            before[2].Cost,
            before[0].TrueCost + before[1].TrueCost,
            before[2].TrueCost,
            before[cheap].TrueQuality,
            before[2].TrueQuality,
            quality * row.Scores[pool[2]]);
    }

    private static string Strongest(OutcomeRow[] rows, string first, string second, string[]? among)
    {
        var others = rows.Length == 0 ? [] : rows[0].Scores.Keys.Where(m => m != first && m != second && among?.Contains(m) != false && rows.All(r => r.Scores.ContainsKey(m))).ToArray();
        return others.Length > 0
            ? PortfolioRouter.BestOf(rows, others)
            : throw new InputException($"No training row holds answers of {first} and {second} beside a stronger model: add --train files with \"ans\", or correct --cascade.");
    }
}
