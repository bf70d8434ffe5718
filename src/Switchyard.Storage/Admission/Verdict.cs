namespace Switchyard.Storage;

/// <summary>What was decided on a key or a request. Each but <see cref="Allowed"/> says which HTTP status fits.</summary>
public enum Verdict
{
    /// <summary>It may go on.</summary>
    Allowed,

    /// <summary>401: no such key, or not its secret.</summary>
    UnknownKey,

    /// <summary>401: the key, or this secret of it, is past its time.</summary>
    Expired,

    /// <summary>401: the key was revoked.</summary>
    Revoked,

    /// <summary>403: the key does not allow what was asked for.</summary>
    ModelNotAllowed,

    /// <summary>413: the request alone takes more tokens than the key allows in a minute. Waiting does not help.</summary>
    RequestTooLarge,

    /// <summary>429: as many requests are under way as the key allows.</summary>
    TooManyParallel,

    /// <summary>429: the requests or tokens of a minute are used up.</summary>
    RateLimited,

    /// <summary>429 if it has a retry-after, otherwise 402: a budget does not pay for the worst case of the request.</summary>
    BudgetExhausted,

    /// <summary>402: a budget counts the request, and nobody can say what it costs at most.</summary>
    CostUnknown,
}
