namespace Switchyard.Gateway;

/// <summary>What a request asks of a model, as far as its cost depends on it.</summary>
/// <param name="InputTokens">Estimated tokens of the request.</param>
/// <param name="MaxInputTokens">What they are at most: a token is a byte or more.</param>
/// <param name="MaxTokens">The most tokens of an answer; 0 for no limit.</param>
/// <param name="Choices">How many answers are asked for.</param>
/// <param name="Needs">What a model must be able to do.</param>
internal readonly record struct CallDemand(int InputTokens, int MaxInputTokens, int MaxTokens, int Choices, Capabilities Needs)
{
    /// <summary>Reads the size of a canonical request.</summary>
    public static CallDemand Of(ReadOnlySpan<byte> body, int maxTokens, int choices, Capabilities needs)
    {
        var estimate = RequestTokens.Estimate(body);
        return new(estimate, Math.Max(estimate, body.Length), maxTokens, choices, needs);
    }
}
