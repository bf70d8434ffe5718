namespace Switchyard;

/// <summary>
/// How an attempt ended. A closed set: there is no other error vocabulary in Switchyard, and each member has exactly
/// one row in the failover table.
/// </summary>
/// <remarks>No member is zero, so a result that nobody filled in is not mistaken for a success.</remarks>
public enum Outcome : byte
{
    /// <summary>The model answered, with a finish reason.</summary>
    Completed = 1,

    /// <summary>HTTP 429: too many requests or tokens for now. Not for an exhausted balance, see <see cref="QuotaExhausted"/>.</summary>
    RateLimited = 2,

    /// <summary>HTTP 402, or a 429 that says <c>insufficient_quota</c>: the money is gone, waiting does not help.</summary>
    QuotaExhausted = 3,

    /// <summary>HTTP 503 or 529, or an overload error inside a 200: the provider is short of capacity.</summary>
    Overloaded = 4,

    /// <summary>HTTP 500, 502 or 504, an error body in a 200, or a finish reason that stands for an error.</summary>
    ServerError = 5,

    /// <summary>The connection failed: reset, refused, name resolution or TLS.</summary>
    NetworkError = 6,

    /// <summary>One of the time limits passed: connect, first token, idle, attempt or deadline.</summary>
    TimedOut = 7,

    /// <summary>The stream ended without a finish reason, even if the connection closed cleanly.</summary>
    Truncated = 8,

    /// <summary>HTTP 401 or 403: the provider does not accept the key.</summary>
    AuthenticationFailed = 9,

    /// <summary>HTTP 404, 405, 409 or 410: the model is retired or not served under this address.</summary>
    ModelUnavailable = 10,

    /// <summary>The request does not fit the model's context window.</summary>
    ContextTooLong = 11,

    /// <summary>The provider's content policy stopped the request or the answer, or the model refused.</summary>
    ContentFiltered = 12,

    /// <summary>HTTP 400 or 422 for another reason: the request itself is wrong.</summary>
    InvalidRequest = 13,

    /// <summary>The reply is not what was asked for: malformed JSON, a damaged chunk, or output that does not fit the schema.</summary>
    InvalidReply = 14,

    /// <summary>The caller gave up. Not a failure of the provider.</summary>
    Cancelled = 15,
}
