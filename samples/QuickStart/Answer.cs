using Switchyard;

namespace QuickStart;

/// <summary>How one task was answered.</summary>
public sealed record Answer(string Task, Tier Tier, string Model, IReadOnlyList<Attempt> Attempts, TokenUsage Usage, decimal? Cost, TimeSpan Duration)
{
    public static Answer Of<T>(string task, Tier tier, RoutedResult<T> result) =>
        new(task, tier, result.Model, result.Attempts, result.Usage, result.Cost, result.Duration);
}
