using System.Diagnostics;

namespace Switchyard;

/// <summary>Spans: one for each call, a child for each attempt. Without a listener there are none, at no cost.</summary>
internal static class RouterTracing
{
    private static readonly ActivitySource s_source = new(TelemetryNames.Source);

    // Spans go by the router's clock, which may be another than the system's.
    public static Activity? StartCall(TaskDefinition task, string? session, TimeProvider time)
    {
        if (!s_source.HasListeners())
            return null;

        return s_source.StartActivity(TelemetryNames.Chat, ActivityKind.Client, default(ActivityContext), startTime: time.GetUtcNow())?.SetTag(TelemetryNames.OperationName, TelemetryNames.Chat)
            .SetTag(TelemetryNames.Task, task.Id)
            .SetTag(TelemetryNames.Tier, TelemetryNames.NameOf(task.Tier))
            .SetTag(TelemetryNames.ConversationId, session);
    }

    public static Activity? StartAttempt(Activity? call, Candidate candidate, TimeProvider time)
    {
        if (call is null)
            return null;

        return s_source.StartActivity($"{TelemetryNames.Chat} {candidate.FullId}", ActivityKind.Client, call.Context, startTime: time.GetUtcNow())?
            .SetTag(TelemetryNames.OperationName, TelemetryNames.Chat)
            .SetTag(TelemetryNames.ProviderName, TelemetryNames.Provider(candidate.ProviderId))
            .SetTag(TelemetryNames.RequestModel, candidate.Model.Id);
    }

    public static void EndAttempt(Activity? activity, in Attempt attempt, TimeProvider time)
    {
        if (activity is null)
            return;

        Describe(activity, attempt.Outcome, attempt.Cost);
        activity.SetTag(TelemetryNames.Tier, TelemetryNames.NameOf(attempt.Tier));
        if (attempt.Usage.IsReported)
        {
            activity.SetTag(TelemetryNames.InputTokens, attempt.Usage.InputTokens)
                .SetTag(TelemetryNames.OutputTokens, attempt.Usage.OutputTokens)
                .SetTag(TelemetryNames.CacheReadTokens, attempt.Usage.CachedInputTokens)
                .SetTag(TelemetryNames.CacheWriteTokens, attempt.Usage.CacheWriteTokens);
        }

        activity.SetEndTime(time.GetUtcNow().UtcDateTime);
        activity.Dispose();
    }

    public static void EndCall(Activity? activity, in CallRecord call, ReadOnlySpan<Attempt> attempts)
    {
        if (activity is null)
            return;

        Describe(activity, call.Outcome, call.Cost);
        activity.SetTag(TelemetryNames.AttemptCount, attempts.Length);
        if (!attempts.IsEmpty)
        {
            activity.DisplayName = $"{TelemetryNames.Chat} {attempts[^1].Model}";
            activity.SetTag(TelemetryNames.ResponseModel, attempts[^1].Model).SetTag(TelemetryNames.ProviderName, TelemetryNames.Provider(attempts[^1].Provider));
        }

        activity.SetEndTime((call.Started + call.Duration).UtcDateTime);
        activity.Dispose();
    }

    private static void Describe(Activity activity, Outcome outcome, decimal? cost)
    {
        activity.SetTag(TelemetryNames.Outcome, RouterMetrics.NameOf(outcome));
        if (cost is { } usd)
            activity.SetTag(TelemetryNames.CostUsd, (double)usd);
        if (outcome == Outcome.Completed)
            return;

        activity.SetTag(TelemetryNames.ErrorType, RouterMetrics.NameOf(outcome));
        activity.SetStatus(ActivityStatusCode.Error);
    }
}
