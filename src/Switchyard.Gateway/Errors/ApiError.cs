namespace Switchyard.Gateway;

/// <summary>An error as a client gets it, whatever the wire.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The error as a word for programs.</param>
/// <param name="Message">One sentence for people: what, where and how to mend it.</param>
internal sealed record ApiError(int Status, string Code, string Message)
{
    /// <summary>The path of the field that is wrong, such as <c>messages[0].content</c>; <see langword="null"/> for none.</summary>
    public string? Param { get; init; }

    /// <summary>How many whole seconds the client is asked to wait; <see langword="null"/> to say nothing.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Whether sending it again is in vain although the status looks as if it were not.</summary>
    public bool IsFinal { get; init; }

    /// <summary>A request that is wrong.</summary>
    public static ApiError Invalid(string? param, string message, string code = "invalid_request") => new(400, code, message) { Param = param };
}
