namespace Switchyard;

/// <summary>
/// Estimates how many tokens a text has, in one pass, without a vocabulary and without allocating: it counts features of the text and
/// weighs them (<see cref="TokenWeights"/>). Within 15 % of a real tokenizer for prose, code, JSON, logs, tables, emoji and CJK texts of a
/// few hundred characters or more; a single word may be further off. What a model's own tokenizer does otherwise,
/// <see cref="TokenCalibration"/> learns.
/// </summary>
internal static class TokenEstimator
{
    /// <summary>Estimates the tokens of a text.</summary>
    /// <param name="text">UTF-8. Invalid bytes count as something, and do no harm.</param>
    /// <returns>Tokens; 0 for an empty text, otherwise at least 1.</returns>
    public static int Estimate(ReadOnlySpan<byte> text)
    {
        var scanner = new TokenScanner(stackalloc int[TokenScanner.FeatureCount], stackalloc byte[TokenScanner.BufferBytes]);
        scanner.Append(text);
        return scanner.Finish();
    }

    /// <summary>
    /// Estimates the tokens of the inside of a JSON string. The escapes are undone on the way, so the result is exactly that of
    /// <see cref="Estimate"/> for the unescaped text.
    /// </summary>
    /// <param name="json">The inside of a JSON string, without its quotes.</param>
    /// <returns>Tokens; 0 for an empty text, otherwise at least 1.</returns>
    public static int EstimateEscaped(ReadOnlySpan<byte> json)
    {
        var scanner = new TokenScanner(stackalloc int[TokenScanner.FeatureCount], stackalloc byte[TokenScanner.BufferBytes]);
        scanner.AppendEscaped(json);
        return scanner.Finish();
    }
}
