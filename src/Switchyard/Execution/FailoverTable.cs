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
        new(Outcome.Completed,            Never,      false,    No,             Nothing,            200),
        new(Outcome.RateLimited,          Repeatedly, true,     Yes,            KeyUntilRetryAfter, 429),
        new(Outcome.QuotaExhausted,       Never,      true,     Yes,            KeyLong,            502),
        new(Outcome.Overloaded,           Once,       false,    Yes,            CandidateBriefly,   503),
        new(Outcome.ServerError,          Once,       false,    Yes,            ByBreaker,          502),
        new(Outcome.NetworkError,         Once,       false,    Yes,            ByBreaker,          502),
        new(Outcome.TimedOut,             Never,      false,    Yes,            ByBreaker,          504),
        new(Outcome.Truncated,            Never,      false,    Yes,            ByBreaker,          502),
        new(Outcome.AuthenticationFailed, Never,      true,     Yes,            KeyDead,            502),
        new(Outcome.ModelUnavailable,     Never,      false,    Yes,            CandidateLong,      404),
        new(Outcome.ContextTooLong,       Never,      false,    LargerWindow,   Nothing,            400),
        new(Outcome.ContentFiltered,      Never,      false,    IfConfigured,   Nothing,            400),
        new(Outcome.InvalidRequest,       Never,      false,    No,             Nothing,            400),
        new(Outcome.InvalidReply,         Never,      false,    Yes,            ByBreaker,          502),
        new(Outcome.Cancelled,            Never,      false,    No,             Nothing,            499),
    ];

    /// <summary>The row of an outcome. One that no row knows, such as the zero of an unfilled result, counts as an invalid reply.</summary>
    public static ref readonly OutcomeRule For(Outcome outcome)
    {
        var index = (int)outcome;
        return ref s_rules[index > 0 && index < s_rules.Length ? index : (int)Outcome.InvalidReply];
    }

    /// <summary>
    /// The outcome that tells the caller best what to do, of all those in a failed call: first what only the caller can mend, then what
    /// passes by itself, then what the operator must mend.
    /// </summary>
    public static Outcome MostActionable(Outcome first, Outcome second) => Rank(first) <= Rank(second) ? first : second;

    private static int Rank(Outcome outcome) => outcome switch
    {
        Outcome.InvalidRequest or Outcome.ContentFiltered or Outcome.ContextTooLong => 0,
        Outcome.RateLimited => 1,
        Outcome.Overloaded => 2,
        Outcome.TimedOut => 3,
        Outcome.ServerError or Outcome.NetworkError or Outcome.Truncated or Outcome.InvalidReply => 4,
        Outcome.ModelUnavailable => 5,
        _ => 6,
    };
}
