namespace Switchyard;

/// <summary>The condition of a rule, laid out so that a call is held against it without allocating.</summary>
internal sealed class RuleMatcher(RuleCondition condition)
{
    private readonly int _above = condition.PromptTokensAbove ?? -1;
    private readonly int _upTo = condition.PromptTokensUpTo ?? int.MaxValue;
    private readonly long _latencyTicks = condition.MaxLatency?.Ticks ?? 0;
    private readonly string[]? _asked = ArrayOf(condition.Asked);
    private readonly string[]? _keys = ArrayOf(condition.Keys);
    private readonly string[]? _teams = ArrayOf(condition.Teams);
    private readonly string[]? _tags = ArrayOf(condition.Tags);
    private readonly Field[] _metadata = FieldsOf(condition.Metadata);
    private readonly Field[] _headers = FieldsOf(condition.Headers);

    public bool ReadsSize => _above >= 0 || _upTo < int.MaxValue;

    public bool ReadsTopics => condition.Topics != PromptTopic.None;

    public bool IsAboutAsked => _asked is not null;

    public bool Matches(in RuleSubject subject) =>
        subject.InputTokens > _above && subject.InputTokens <= _upTo
        && (condition.Topics == PromptTopic.None || (condition.Topics & subject.Topics) != 0)
        && (_latencyTicks == 0 || subject.LatencyTicks <= _latencyTicks)
        && (_asked is null || IsOneOf(subject.Asked, _asked))
        && (_keys is null || IsOneOf(subject.KeyName, _keys) || IsOneOf(subject.KeyId, _keys))
        && (_teams is null || IsOneOf(subject.Team, _teams))
        && (_tags is null || HasOneOf(subject.Tags, _tags))
        && HasAll(subject.Facts);

    public static bool IsOneOf(ReadOnlySpan<char> text, string[] patterns)
    {
        foreach (var pattern in patterns)
        {
            if (RuleText.Matches(pattern, text))
                return true;
        }

        return false;
    }

    private static bool IsOneOf(string? text, string[] patterns) => text is not null && IsOneOf(text.AsSpan(), patterns);

    private static bool HasOneOf(IReadOnlyList<string>? tags, string[] patterns)
    {
        for (var index = 0; index < (tags?.Count ?? 0); index++)
        {
            if (IsOneOf(tags![index], patterns))
                return true;
        }

        return false;
    }

    private bool HasAll(ICallFacts? facts)
    {
        if (facts is null)
            return _metadata.Length == 0 && _headers.Length == 0;

        foreach (var field in _metadata)
        {
            if (!facts.HasMetadata(field.Name, field.Patterns))
                return false;
        }

        foreach (var field in _headers)
        {
            if (!facts.HasHeader(field.Name, field.Patterns))
                return false;
        }

        return true;
    }

    private static string[]? ArrayOf(IReadOnlyList<string>? texts) => texts is null ? null : [.. texts];

    private static Field[] FieldsOf(IReadOnlyDictionary<string, IReadOnlyList<string>>? fields) =>
        fields is null ? [] : [.. fields.Select(field => new Field(field.Key, [.. field.Value]))];

    private sealed record Field(string Name, string[] Patterns);
}
