namespace Switchyard.Simulator;

/// <summary>The header in which a refusal says how long to wait. Vendors use all of these.</summary>
public enum RetryAfterForm
{
    /// <summary>No header at all.</summary>
    None,

    /// <summary><c>Retry-After: 2</c>, whole seconds, rounded up.</summary>
    Seconds,

    /// <summary><c>Retry-After: Wed, 21 Oct 2026 07:28:00 GMT</c>, rounded up to a second.</summary>
    HttpDate,

    /// <summary><c>retry-after-ms: 1500</c>.</summary>
    Milliseconds,

    /// <summary><c>x-ms-retry-after-ms: 1500</c>.</summary>
    AzureMilliseconds,
}
