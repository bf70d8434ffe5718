using System.Text;

namespace Switchyard.Cli;

/// <summary>Trains the small model that ships: topics in signed bytes, and linear heads over counts and topics.</summary>
internal sealed class ClassifierTrainer
{
    private const double Penalty = 300;

    // Too few rows make a head that only looks like knowledge.
    private const int FewestRowsOfModel = 200;
    private readonly IReadOnlyList<OutcomeRow> _rows;
    private readonly int[][] _counts;
    private readonly uint[][] _tokens;

    private ClassifierTrainer(IReadOnlyList<OutcomeRow> rows)
    {
        _rows = rows;
        _counts = new int[rows.Count][];
        _tokens = new uint[rows.Count][];
        var buffer = new uint[PromptReader.MaxTokens];
        for (var i = 0; i < rows.Count; i++)
        {
            _counts[i] = new int[(int)Signal.Count];
            var read = PromptReader.Read(Encoding.UTF8.GetBytes(rows[i].Prompt), _counts[i], buffer);
            _tokens[i] = buffer[..read];
        }
    }

    public static ClassifierModel Train(IReadOnlyList<OutcomeRow> rows, string provenance, TrainingRun run)
    {
        var trainer = new ClassifierTrainer(rows);
        run.Say("topics", 0);
        var (table, scales) = new TopicQuantiser(trainer._tokens, run.Seed).Build();
        var (mean, deviation) = trainer.Spread();
        var rules = trainer._counts.Select(c => (double)RuleModel.Score(c)).ToArray();
        var average = rules.Average();
        var empty = new ClassifierModel
        {
            Table = table,
            Scales = scales,
            Mean = mean,
            Deviation = deviation,
            Difficulty = [],
            RuleSpread = [(float)average, (float)Math.Sqrt(rules.Average(r => (r - average) * (r - average)) + 1e-6)],
            Thresholds = [0.5f, 0.5f],
            Models = [],
            Heads = [],
            Provenance = provenance,
        };
        run.Say("heads", 0.7);
        return trainer.WithThresholds(trainer.WithHeads(empty));
    }

    private ClassifierModel WithHeads(ClassifierModel model)
    {
        var inputs = new float[_rows.Count][];
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = new float[ClassifierModel.Inputs];
            model.Fill(_counts[i], _tokens[i], inputs[i]);
        }

        var gains = PanelDifficulty.Of(_rows);
        var hard = gains.Select(g => g.Index).ToArray();
        var difficulty = Ridge.Fit(hard.Select(i => inputs[i]).ToArray(), gains.Select(g => new[] { g.Failure }).ToArray(), gains.Select(g => g.Panel).ToArray(), Penalty);
        var head = Head(difficulty, 0);

        // One unit of the head is one standard deviation, as with the rules: the two have the same say.
        var fitted = inputs.Select(x => (double)ClassifierModel.Apply(head, x)).ToArray();
        double mean = fitted.Average(), deviation = Math.Sqrt(fitted.Average(f => (f - mean) * (f - mean)) + 1e-9);
        head[^1] -= (float)mean;
        for (var k = 0; k < head.Length; k++) head[k] /= (float)deviation;
        var models = _rows.SelectMany(r => r.Scores.Keys).GroupBy(m => m).Where(g => g.Count() >= FewestRowsOfModel).Select(g => g.Key).Order(StringComparer.Ordinal).ToArray();
        var heads = models.Select(m =>
        {
            var own = Enumerable.Range(0, _rows.Count).Where(i => _rows[i].Scores.ContainsKey(m)).ToArray();
            return Head(Ridge.Fit(own.Select(i => inputs[i]).ToArray(), own.Select(i => new[] { _rows[i].Scores[m] }).ToArray(), null, Penalty), 0);
        }).ToArray();
        return model.With(head, model.Thresholds, models, heads, model.Provenance);
    }

    // The usual split on the training prompts, until the user calibrates on a sample of his own.
    private ClassifierModel WithThresholds(ClassifierModel model)
    {
        var classifier = new PromptClassifier(model);
        var difficulties = _rows.Select(r => (double)classifier.Classify(Encoding.UTF8.GetBytes(r.Prompt)).Difficulty).ToArray();
        float[] thresholds = [(float)Statistics.Quantile(difficulties, 0.6), (float)Statistics.Quantile(difficulties, 0.9)];
        return model.With(model.Difficulty, thresholds, model.Models, model.Heads, model.Provenance);
    }

    private static float[] Head(Ridge ridge, int target)
    {
        var (weights, offset) = ridge.Linear(target);
        return [.. weights.Select(w => (float)w), (float)offset];
    }

    private (float[] Mean, float[] Deviation) Spread()
    {
        var inputs = _counts.Select(c =>
        {
            var x = new float[FeatureVector.Length];
            FeatureVector.Fill(c, x);
            return x;
        }).ToArray();
        var mean = Enumerable.Range(0, FeatureVector.Length).Select(k => inputs.Average(x => (double)x[k])).ToArray();
        var deviation = mean.Select((m, k) => (float)Math.Sqrt(inputs.Average(x => (x[k] - m) * (x[k] - m)) + 0.01)).ToArray();
        return ([.. mean.Select(m => (float)m)], deviation);
    }
}
