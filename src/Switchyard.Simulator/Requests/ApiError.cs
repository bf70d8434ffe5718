namespace Switchyard.Simulator;

/// <summary>An error as a client sees it.</summary>
internal sealed record ApiError(int Status, string Message, string Type = "invalid_request_error", string? Param = null, string? Code = null)
{
    public ErrorStyle Style { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public RetryAfterForm RetryAfterForm { get; init; } = RetryAfterForm.Seconds;
}
