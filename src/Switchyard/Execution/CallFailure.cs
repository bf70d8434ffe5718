using System.Text;

namespace Switchyard;

/// <summary>Words the failure of a call.</summary>
internal static class CallFailure
{
    private const int NamedModels = 3;

    public static Exception Create(Call call)
    {
        if (call.Clock.CallerGaveUp)
            return new OperationCanceledException(call.Clock.Caller);
        if (call.Clock.IsShut)
            return new ObjectDisposedException(nameof(Router), $"The router was disposed during a call of {call.Task.Id}; dispose it after the last call.");

        var attempts = call.Attempts.ToArray();
        if (attempts.Length == 0)
        {
            var isTooLong = IsTooLongForAll(call);
            call.Failure = isTooLong ? Outcome.ContextTooLong : Outcome.ModelUnavailable;
            return new RoutingException(NobodyToAsk(call), call.Failure, isTooLong ? 400 : 503, attempts);
        }

        var outcome = call.Failure = attempts.Select(attempt => attempt.Outcome).Aggregate(FailoverTable.MostActionable);
        return new RoutingException(Sentence(call, outcome, attempts), outcome, FailoverTable.For(outcome).ClientStatus, attempts);
    }

    /// <param name="call">The call.</param>
    /// <param name="delivered">The text that the reader has.</param>
    /// <param name="broken">The attempt that broke off; those after it only tried to go on.</param>
    public static RoutingException Truncated(Call call, ReadOnlySpan<byte> delivered, int broken)
    {
        var partialText = Encoding.UTF8.GetString(delivered);
        var attempts = call.Attempts.ToArray();
        var cause = attempts[broken];
        call.Failure = cause.Outcome;
        var tried = attempts.Length - broken - 1;
        return new TruncatedException(
            $"The answer of {cause.Model} to {call.Task.Id} broke off ({Describe(cause)}) after {partialText.Length} characters were delivered"
                + (tried == 0 ? "." : $"; {tried} attempt{(tried == 1 ? "" : "s")} to resume it failed: {List(attempts[(broken + 1)..])}."),
            cause.Outcome, FailoverTable.For(cause.Outcome).ClientStatus, attempts, partialText, cause.Usage);
    }

    private static string NobodyToAsk(Call call) =>
        call.Route.Candidates.Length == 0
            ? $"{call.Task.Id} has no candidate: no model of tier {call.Task.Tier} in the policy has a loaded provider with a key."
            : $"{call.Task.Id} has no candidate that can answer this call of about {call.InputTokens} tokens{(call.Route.RuleNames is { } rules ? $" under the rules {rules}" : "")}: {string.Join("; ", Rejections(call))}.";

    /// <summary>The reasons with who is left out for each; a few names do for a reason that many share.</summary>
    private static IEnumerable<string> Rejections(Call call) =>
        Enumerable.Range(0, call.Route.Candidates.Length)
            .GroupBy(index => Reason(call, index), index => call.Route.Candidates[index].FullId, StringComparer.Ordinal)
            .Select(group => $"{Names([.. group.Distinct()])}: {group.Key}");

    private static string Names(List<string> models) =>
        models.Count <= NamedModels + 1 ? string.Join(", ", models) : $"{string.Join(", ", models[..NamedModels])} and {models.Count - NamedModels} others";

    private static string Reason(Call call, int index) => Planner.Check(call.Route, index, call.Budget.PlanInput()) switch
    {
        Rejection.Capability => $"it lacks one of {call.Needs}",
        Rejection.ContextWindow => $"its window of {call.Route.Candidates[index].ContextWindow} tokens is too small",
        Rejection.Provider => "task or policy do not let it go to this provider",
        Rejection.Residency => "its provider does not promise to stay in the regions that task or policy allow",
        Rejection.UnknownPrice => "it has no known price, and there is a cost ceiling",
        Rejection.CostCeiling => "a useful answer could cost more than the ceiling",
        _ => call.Route.Candidates[index].Health.IsIsolated ? "it is isolated" : "it is not the model that the request names",
    };

    /// <summary>A request that fits no window is the caller's to shorten; anything else is the operator's to mend.</summary>
    private static bool IsTooLongForAll(Call call)
    {
        for (var index = 0; index < call.Route.Candidates.Length; index++)
        {
            if (Planner.Check(call.Route, index, call.Budget.PlanInput()) != Rejection.ContextWindow)
                return false;
        }

        return call.Route.Candidates.Length > 0;
    }

    private static string Sentence(Call call, Outcome outcome, Attempt[] attempts)
    {
        var sentence = $"{call.Task.Id} got no answer from {attempts.Length} attempt{(attempts.Length == 1 ? "" : "s")}: {List(attempts)}.";
        if (call.LastMisfit is { } misfit)
            sentence = $"{sentence} What was wrong with the last answer: {misfit}";
        if (outcome is not (Outcome.AuthenticationFailed or Outcome.QuotaExhausted))
            return sentence;

        var keys = attempts.Where(attempt => attempt.Outcome is Outcome.AuthenticationFailed or Outcome.QuotaExhausted).Select(attempt => attempt.Key);
        return $"{sentence} The upstream credentials are exhausted; {CheckKeys(keys.Where(static key => key != ProviderRegistry.NoKey).Distinct().ToList())}.";
    }

    private static string CheckKeys(List<string> keys) => keys.Count > 0 ? $"check {string.Join(", ", keys)}" : "the provider asks for a key, and its manifest names none";

    private static string List(IEnumerable<Attempt> attempts) =>
        string.Join(", ", attempts.Select(attempt => $"{attempt.Model} {Describe(attempt)}"));

    // The provider's own text stays out of messages, which end up in logs: providers echo keys.
    private static string Describe(Attempt attempt) => attempt switch
    {
        { TimeLimit: not TimeLimit.None } => $"{attempt.Outcome} [{attempt.TimeLimit}]",
        { HttpStatus: not 0 } => $"{attempt.Outcome} [HTTP {attempt.HttpStatus}]",
        _ => $"{attempt.Outcome}",
    };
}
