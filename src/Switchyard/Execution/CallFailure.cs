using System.Text;

namespace Switchyard;

/// <summary>Words the failure of a call.</summary>
internal static class CallFailure
{
    public static Exception Create(Call call)
    {
        if (call.Clock.CallerGaveUp)
            return new OperationCanceledException(call.Clock.Caller);

        var attempts = call.Attempts.ToArray();
        if (attempts.Length == 0)
            return new RoutingException(NobodyToAsk(call), Outcome.ModelUnavailable, 503, attempts);

        var outcome = attempts.Select(attempt => attempt.Outcome).Aggregate(FailoverTable.MostActionable);
        return new RoutingException(Sentence(call, attempts), outcome, FailoverTable.For(outcome).ClientStatus, attempts);
    }

    public static RoutingException Truncated(Call call, ReadOnlySpan<byte> delivered)
    {
        var partialText = Encoding.UTF8.GetString(delivered);
        var attempts = call.Attempts.ToArray();
        var last = attempts[^1];
        return new TruncatedException(
            $"The answer of {last.Model} to {call.Task.Id} broke off ({Describe(last)}) after {partialText.Length} characters were delivered.",
            last.Outcome, FailoverTable.For(last.Outcome).ClientStatus, attempts, partialText);
    }

    private static string NobodyToAsk(Call call) =>
        call.Route.Candidates.Length == 0
            ? $"{call.Task.Id} has no candidate: no model of tier {call.Task.Tier} in the policy has a loaded provider with a key."
            : $"{call.Task.Id} has no candidate that can answer this call of about {call.InputTokens} tokens: {string.Join(", ", Rejections(call))}.";

    private static List<string> Rejections(Call call)
    {
        var rejections = new List<string>();
        foreach (var candidate in call.Route.Candidates)
        {
            var rejection = Planner.Check(candidate, call.PlanInput());
            rejections.Add($"{candidate.FullId} {(rejection == Rejection.None && candidate.Health.IsIsolated ? "is isolated" : rejection)}");
        }

        return rejections;
    }

    private static string Sentence(Call call, Attempt[] attempts)
    {
        var text = new StringBuilder($"{call.Task.Id} got no answer from {attempts.Length} attempt{(attempts.Length == 1 ? "" : "s")}: ");
        text.AppendJoin(", ", attempts.Select(attempt => $"{attempt.Model} {Describe(attempt)}"));
        return text.Append('.').ToString();
    }

    // The provider's own text stays out of messages, which end up in logs: providers echo keys.
    private static string Describe(Attempt attempt) => attempt switch
    {
        { TimeLimit: not TimeLimit.None } => $"{attempt.Outcome} [{attempt.TimeLimit}]",
        { HttpStatus: not 0 } => $"{attempt.Outcome} [HTTP {attempt.HttpStatus}]",
        _ => $"{attempt.Outcome}",
    };
}
