using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Switchyard;

/// <summary>The router's metrics. Without a listener, recording costs a few nanoseconds; it never allocates.</summary>
internal sealed class RouterMetrics : IDisposable
{
    private static readonly InstrumentAdvice<int> s_tokenBuckets = new() { HistogramBucketBoundaries = [.. Enumerable.Range(0, 14).Select(step => 1 << (2 * step))] };
    private static readonly InstrumentAdvice<double> s_secondBuckets = new() { HistogramBucketBoundaries = [.. Enumerable.Range(0, 14).Select(step => 0.01 * (1 << step))] };
    private static readonly string[] s_outcomes = MakeNames();

    private readonly Meter _meter;
    private readonly bool _isOwn;
    private readonly Histogram<int> _tokens;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _firstChunk;
    private readonly Counter<long> _attempts;
    private readonly Counter<double> _cost;
    private readonly Counter<long> _skippedChunks;

    public RouterMetrics(IMeterFactory? factory)
    {
        // A meter of a factory is the factory's to dispose.
        _isOwn = factory is null;
        _meter = factory?.Create(TelemetryNames.Source) ?? new Meter(TelemetryNames.Source);
        _tokens = _meter.CreateHistogram(TelemetryNames.TokenUsage, "{token}", "Tokens of requests and answers.", null, s_tokenBuckets);
        _duration = _meter.CreateHistogram(TelemetryNames.OperationDuration, "s", "Time of a whole call.", null, s_secondBuckets);
        _firstChunk = _meter.CreateHistogram(TelemetryNames.TimeToFirstChunk, "s", "Time to the first output of a stream.", null, s_secondBuckets);
        _attempts = _meter.CreateCounter<long>(TelemetryNames.Attempts, "{attempt}", "Attempts by model and outcome.");
        _cost = _meter.CreateCounter<double>(TelemetryNames.Cost, "{USD}", "What attempts cost, as far as it is known.");
        _skippedChunks = _meter.CreateCounter<long>(TelemetryNames.SkippedChunks, "{chunk}", "Malformed chunks that were left out of streams.");
    }

    public static string NameOf(Outcome outcome) => (int)outcome < s_outcomes.Length ? s_outcomes[(int)outcome] : "";

    /// <summary>Whether anybody listens to what is said of whole calls.</summary>
    public bool HearsOfCalls => _duration.Enabled || _firstChunk.Enabled;

    public void RecordAttempt(string task, in Attempt attempt)
    {
        if (!_attempts.Enabled && !_tokens.Enabled && !_cost.Enabled && !_skippedChunks.Enabled)
            return;

        var tags = TagsOf(attempt);
        if (attempt.Usage.IsReported)
        {
            _tokens.Record(attempt.Usage.InputTokens, With(tags, TelemetryNames.TokenType, TelemetryNames.Input));
            _tokens.Record(attempt.Usage.OutputTokens, With(tags, TelemetryNames.TokenType, TelemetryNames.Output));
        }

        tags.Add(TelemetryNames.Task, task);
        if (attempt.SkippedChunks > 0)
            _skippedChunks.Add(attempt.SkippedChunks, tags);
        tags.Add(TelemetryNames.Tier, TelemetryNames.NameOf(attempt.Tier));
        _attempts.Add(1, With(tags, TelemetryNames.Outcome, NameOf(attempt.Outcome)));
        if (attempt.Cost is { } cost and > 0)
            _cost.Add((double)cost, tags);
    }

    public void RecordCall(in CallRecord call, ReadOnlySpan<Attempt> attempts)
    {
        if (!HearsOfCalls)
            return;

        // A call that found nobody to ask has no model, but it has failed.
        var tags = attempts.IsEmpty ? new() { { TelemetryNames.OperationName, TelemetryNames.Chat } } : TagsOf(attempts[^1]);
        tags.Add(TelemetryNames.Task, call.Task);
        if (call.FirstToken is { } firstToken)
            _firstChunk.Record(firstToken.TotalSeconds, tags);
        if (call.Outcome != Outcome.Completed)
            tags.Add(TelemetryNames.ErrorType, NameOf(call.Outcome));
        _duration.Record(call.Duration.TotalSeconds, tags);
    }

    public void Dispose()
    {
        if (_isOwn)
            _meter.Dispose();
    }

    private static TagList TagsOf(in Attempt attempt) =>
        new()
        {
            { TelemetryNames.OperationName, TelemetryNames.Chat },
            { TelemetryNames.ProviderName, TelemetryNames.Provider(attempt.Provider) },
            { TelemetryNames.RequestModel, attempt.Model },
        };

    private static TagList With(TagList tags, string name, string value)
    {
        tags.Add(name, value);
        return tags;
    }

    private static string[] MakeNames()
    {
        var names = new string[(int)Outcome.Cancelled + 1];
        foreach (var outcome in Enum.GetValues<Outcome>())
            names[(int)outcome] = outcome.ToString();
        return names;
    }
}
