using System.Globalization;

namespace Switchyard.Storage;

/// <summary>Words refusals for the caller.</summary>
internal static class AdmissionRefusal
{
    public static Admission ModelNotAllowed(GatewayKey key, in AdmissionRequest request) =>
        new(Verdict.ModelNotAllowed, key, $"The key {key.Name} does not allow {request.Model ?? $"the tier {request.Tier.ToString()!.ToLowerInvariant()}"}.");

    public static Admission RequestTooLarge(GatewayKey key, long tokens) =>
        new(Verdict.RequestTooLarge, key, Say($"The request takes about {tokens} tokens; the key {key.Name} allows {key.TokensPerMinute} a minute."));

    public static Admission CostUnknown(GatewayKey key, Budget budget) =>
        new(Verdict.CostUnknown, key, $"Nobody can say what the request costs at most, and {Describe(budget)} counts it: ask a model with a known price, or limit the answer's tokens.");

    public static Admission TooManyParallel(GatewayKey key) =>
        new(Verdict.TooManyParallel, key, Say($"The key {key.Name} has {key.Parallel} requests under way, as many as it may."), retryAfter: 1);

    public static Admission TooManyRequests(GatewayKey key, long milliseconds) =>
        new(Verdict.RateLimited, key, Say($"The key {key.Name} allows {key.RequestsPerMinute} requests a minute, and they are used up."), Seconds(milliseconds));

    public static Admission TooManyTokens(GatewayKey key, long milliseconds) =>
        new(Verdict.RateLimited, key, Say($"The key {key.Name} allows {key.TokensPerMinute} tokens a minute, and what is left of them does not do for this request."), Seconds(milliseconds));

    public static Admission BudgetExhausted(GatewayKey key, BudgetMeter meter, long worst, DateTimeOffset now)
    {
        var status = meter.Status;
        if (worst > meter.Ceiling)
        {
            return new(
                Verdict.BudgetExhausted, key,
                Say($"This request may cost {NanoUsd.ToUsd(worst):0.######} USD, more than the whole of {Describe(status.Budget)} ({status.Budget.Limit:0.######} USD): ask a cheaper model, or limit the answer's tokens."),
                budget: status);
        }

        // Requests under way give back what they do not need.
        var waitsForOthers = worst <= meter.Ceiling - meter.Spent;
        int? retryAfter = waitsForOthers ? 1 : meter.Resets is { } resets ? Seconds((long)(resets - now).TotalMilliseconds) : null;
        return new(
            Verdict.BudgetExhausted, key,
            Say($"What is left of {Describe(status.Budget)} ({status.Remaining:0.######} of {status.Budget.Limit:0.######} USD) does not pay for this request, which may cost {NanoUsd.ToUsd(worst):0.######} USD."),
            retryAfter, status);
    }

    private static string Describe(Budget budget)
    {
        var whose = budget.Scope == BudgetScope.Key ? "the key's budget" : $"the budget of the {budget.Scope.ToString().ToLowerInvariant()} {budget.Name}";
        return budget.Period == BudgetPeriod.Total ? whose : $"{whose} for this {budget.Period.ToString().ToLowerInvariant()}";
    }

    private static int Seconds(long milliseconds) => (int)Math.Clamp((milliseconds + 999) / 1000, 1, int.MaxValue);

    private static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
