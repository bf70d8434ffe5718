using static Switchyard.CooldownScope;
using static Switchyard.NextCandidate;
using static Switchyard.SameCandidate;

namespace Switchyard;

/// <summary>What follows from each outcome. The one home of these decisions, for calls and streams, for all three entrances.</summary>
internal static class FailoverTable
{
    private static readonly OutcomeRule[] s_rules =
    [
        //   outcome                       same again  next key  next candidate  cools down          to a client
        default,
        new(Outcome.Completed,            Never,      false,    No,             Nothing,            200, ""),
        new(Outcome.RateLimited,          Repeatedly, true,     Yes,            KeyUntilRetryAfter, 429, "rate_limit_exceeded"),
        new(Outcome.QuotaExhausted,       Never,      true,     Yes,            KeyLong,            502, "upstream_credentials_exhausted"),
        new(Outcome.Overloaded,           Once,       false,    Yes,            CandidateBriefly,   503, "upstream_overloaded"),
        new(Outcome.ServerError,          Once,       false,    Yes,            ByBreaker,          502, "upstream_error"),
        new(Outcome.NetworkError,         Once,       false,    Yes,            ByBreaker,          502, "upstream_unreachable"),
        new(Outcome.TimedOut,             Never,      false,    Yes,            ByBreaker,          504, "upstream_timeout"),
        new(Outcome.Truncated,            Never,      false,    Yes,            ByBreaker,          502, "upstream_truncated"),
        new(Outcome.AuthenticationFailed, Never,      true,     Yes,            KeyDead,            502, "upstream_credentials_exhausted"),
        new(Outcome.ModelUnavailable,     Never,      false,    Yes,            CandidateLong,      404, "model_unavailable"),
        new(Outcome.ContextTooLong,       Never,      false,    LargerWindow,   Nothing,            400, "context_length_exceeded"),
        new(Outcome.ContentFiltered,      Never,      false,    IfConfigured,   Nothing,            400, "content_filter"),
        new(Outcome.InvalidRequest,       Never,      false,    No,             Nothing,            400, "invalid_request"),
        new(Outcome.InvalidReply,         Never,      false,    Yes,            ByBreaker,          502, "upstream_invalid_reply"),
        new(Outcome.Cancelled,            Never,      false,    No,             Nothing,            499, "cancelled"),
    ];

    /// <summary>The row of an outcome. One that no row knows, such as the zero of an unfilled result, counts as an invalid reply.</summary>
    public static ref readonly OutcomeRule For(Outcome outcome)
    {
        var index = (int)outcome;
        return ref s_rules[index > 0 && index < s_rules.Length ? index : (int)Outcome.InvalidReply];
    }

    /// <summary>
    /// Whether an attempt shows that the provider as such is down, and not only a model or a key: no connection was made, so nobody there has seen
    /// the request. A key that is not accepted shows nothing about the provider; when all are dead, each of them cools down by itself.
    /// </summary>
    public static bool IsUnreachable(Outcome outcome, in ProviderResult result) => outcome switch
    {
        Outcome.NetworkError => result.HttpStatus == 0,
        Outcome.TimedOut => result.ConnectTimedOut,
        _ => false,
    };

    /// <summary>
    /// The outcome that tells the caller best what to do, of all those in a failed call: first what only the caller can mend, then what
    /// passes by itself, then what the operator must mend. A request too long for one but not for another that failed may fit later.
    /// </summary>
    public static Outcome MostActionable(Outcome first, Outcome second) => Rank(first) <= Rank(second) ? first : second;

    private static int Rank(Outcome outcome) => outcome switch
    {
        Outcome.InvalidRequest or Outcome.ContentFiltered => 0,
        Outcome.RateLimited => 1,
        Outcome.Overloaded => 2,
        Outcome.TimedOut => 3,
        Outcome.ServerError or Outcome.NetworkError or Outcome.Truncated or Outcome.InvalidReply => 4,
        Outcome.ContextTooLong => 5,
        Outcome.ModelUnavailable => 6,
        _ => 7,
    };
}
