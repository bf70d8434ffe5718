namespace Switchyard;

/// <summary>
/// Decides, in microseconds and without allocating, how capable a model a prompt needs. Thread-safe; a decision depends on
/// the prompt alone.
/// </summary>
public sealed partial class PromptClassifier
{
    private static readonly Lazy<PromptClassifier> s_default = new(LoadDefault);

    // Rules count a little more than what was learned: the training prompts are exam questions, most prompts are not.
    private const float TrainedShare = 0.8f;

    private readonly ClassifierModel _model;
    private readonly float _mid;
    private readonly float _frontier;

    internal PromptClassifier(ClassifierModel model)
        : this(model, model.Thresholds[0], model.Thresholds[1])
    {
    }

    private PromptClassifier(ClassifierModel model, float mid, float frontier) => (_model, _mid, _frontier) = (model, mid, frontier);

    /// <summary>The classifier that ships with the library.</summary>
    public static PromptClassifier Default => s_default.Value;

    /// <summary>The models whose success <see cref="PredictSuccess"/> knows, by name.</summary>
    public IReadOnlyList<string> Models => _model.Models;

    /// <summary>What the classifier was trained on: sources, licences, hashes of the files, and the command.</summary>
    public string Provenance => _model.Provenance;

    /// <summary>Difficulty from which a prompt goes to the mid tier, 0..1.</summary>
    public float MidFrom => _mid;

    /// <summary>Difficulty from which a prompt goes to the frontier tier, 0..1.</summary>
    public float FrontierFrom => _frontier;

    internal ClassifierModel Model => _model;

    /// <summary>The same classifier with other thresholds, as <c>switchyard calibrate</c> finds them.</summary>
    /// <param name="midFrom">Difficulty from which a prompt goes to the mid tier, 0..1.</param>
    /// <param name="frontierFrom">Difficulty from which a prompt goes to the frontier tier, at least <paramref name="midFrom"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The thresholds are out of order.</exception>
    public PromptClassifier WithThresholds(float midFrom, float frontierFrom)
    {
        if (!(midFrom <= frontierFrom)) throw new ArgumentOutOfRangeException(nameof(frontierFrom), "The frontier tier cannot begin below the mid tier.");
        return new PromptClassifier(_model, midFrom, frontierFrom);
    }

    /// <summary>Decides about a prompt.</summary>
    /// <param name="utf8Prompt">The prompt, as UTF-8; of a long one the head and the tail are read.</param>
    public PromptVerdict Classify(ReadOnlySpan<byte> utf8Prompt)
    {
        Span<int> counts = stackalloc int[(int)Signal.Count];
        Span<float> inputs = stackalloc float[ClassifierModel.Inputs];
        Read(utf8Prompt, counts, inputs);
        var foreign = IsForeign(counts);
        var difficulty = Difficulty(counts, inputs, foreign);
        var tier = difficulty >= _frontier ? Tier.Frontier : difficulty >= _mid ? Tier.Mid : Tier.Cheap;
        Span<Reason> reasons = stackalloc Reason[3];
        var found = RuleModel.Reasons(counts, tier != Tier.Cheap, reasons);
        return new PromptVerdict(tier, difficulty, foreign, reasons.Slice(0, found));
    }

    /// <summary>The chance that a model answers a prompt well, 0..1, as far as can be told before it is asked.</summary>
    /// <param name="utf8Prompt">The prompt, as UTF-8.</param>
    /// <param name="model">A place in <see cref="Models"/>.</param>
    public float PredictSuccess(ReadOnlySpan<byte> utf8Prompt, int model)
    {
        Span<int> counts = stackalloc int[(int)Signal.Count];
        Span<float> inputs = stackalloc float[ClassifierModel.Inputs];
        Read(utf8Prompt, counts, inputs);
        var chance = ClassifierModel.Apply(_model.Heads[model], inputs);
        return chance < 0 ? 0 : chance > 1 ? 1 : chance;
    }

    /// <summary>The difficulty of a prompt of which only the features were kept.</summary>
    /// <exception cref="ArgumentException">The features are of another table of topics.</exception>
    internal float DifficultyOf(PromptFeatures features)
    {
        if (features.Fingerprint != _model.Fingerprint) throw new ArgumentException("These features are of another table of topics.", nameof(features));
        Span<float> inputs = stackalloc float[ClassifierModel.Inputs];
        _model.Fill(features, inputs);
        return Difficulty(features.Counts, inputs, IsForeign(features.Counts));
    }

    internal static bool IsForeign(ReadOnlySpan<int> counts)
    {
        int other = counts[(int)Signal.OtherLanguage], english = counts[(int)Signal.English];
        return (other >= 2 && other > english) || 5 * counts[(int)Signal.NonAscii] > counts[(int)Signal.Characters];
    }

    private float Difficulty(ReadOnlySpan<int> counts, ReadOnlySpan<float> inputs, bool foreign)
    {
        var trained = ClassifierModel.Apply(_model.Difficulty, inputs);
        var rules = (RuleModel.Score(counts) - _model.RuleSpread[0]) / _model.RuleSpread[1];
        var difficulty = Squash((TrainedShare * trained) + ((2 - TrainedShare) * rules));
        if (!foreign) return difficulty;

        // Words of other languages are unknown here: what looks easy may only be unread.
        var middle = 0.5f * (_mid + _frontier);
        return Math.Max(_mid, middle + (0.25f * (difficulty - middle)));
    }

    private static float Squash(float sum) => (float)(1 / (1 + Math.Exp(-0.5 * sum)));

    private static PromptClassifier LoadDefault()
    {
        using var stream = typeof(PromptClassifier).Assembly.GetManifestResourceStream("Switchyard.classifier.bin")
            ?? throw new InvalidDataException("The library was built without its classifier.");
        return new PromptClassifier(ClassifierModelFile.Read(stream));
    }

    private void Read(ReadOnlySpan<byte> prompt, Span<int> counts, Span<float> inputs)
    {
        Span<uint> tokens = stackalloc uint[PromptReader.MaxTokens];
        var count = PromptReader.Read(prompt, counts, tokens);
        _model.Fill(counts, tokens.Slice(0, count), inputs);
    }
}
