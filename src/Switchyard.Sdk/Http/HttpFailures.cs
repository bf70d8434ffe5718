namespace Switchyard.Sdk;

/// <summary>Turns what the HTTP client throws into values.</summary>
internal static class HttpFailures
{
    /// <summary>
    /// What a key that no header can carry means for an attempt: known before it is made, and no provider was wrong. The client would say it
    /// by exceptions that look like the network's, and the call would be tried again.
    /// </summary>
    public static bool IsUnusable(ProviderKey key, out ProviderResult result)
    {
        if (!key.Reveal().AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            result = default;
            return false;
        }

        result = new(Outcome.AuthenticationFailed) { Detail = $"{key.Name} holds a line break or a non-ASCII character; set it again." };
        return true;
    }

    /// <summary>Describes an exception that ended an attempt.</summary>
    /// <param name="exception">The exception; nothing of it is kept but text.</param>
    /// <param name="key">The key of the attempt, which must not show in the text.</param>
    /// <param name="cancellationToken">The attempt's token.</param>
    public static ProviderResult Describe(Exception exception, ProviderKey key, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return new(Outcome.Cancelled);

        return exception switch
        {
            // Nobody cancelled and no other clock runs in the client: this is how it reports its connect timeout.
            OperationCanceledException => new(Outcome.TimedOut)
            {
                ConnectTimedOut = true,
                Detail = "No connection was made within the time limit for connecting.",
            },
            HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded } =>
                Failure(Outcome.InvalidReply, exception, key),
            HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } => Failure(Outcome.InvalidReply, exception, key),
            HttpRequestException or IOException => Failure(Outcome.NetworkError, exception, key),
            InvalidDataException => Failure(Outcome.InvalidReply, exception, key),

            // A fault of ours or of the client: said, not hidden, and not worth a retry elsewhere.
            _ => Failure(Outcome.ServerError, exception, key),
        };
    }

    private static ProviderResult Failure(Outcome outcome, Exception exception, ProviderKey key) =>
        new(outcome) { Detail = Details.Shorten($"{exception.GetType().Name}: {exception.Message}", key) };
}
