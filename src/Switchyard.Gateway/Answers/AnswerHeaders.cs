using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Switchyard.Gateway;

/// <summary>The headers that say who answered.</summary>
internal static class AnswerHeaders
{
    public static void Write(IHeaderDictionary headers, in ForwardReceipt receipt)
    {
        headers["x-switchyard-request-id"] = receipt.CallId.ToString();
        headers["x-switchyard-provider"] = receipt.Provider;
        headers["x-switchyard-model"] = receipt.Model;
        headers["x-switchyard-attempts"] = Number(receipt.Attempts);
        if (receipt.Tier != Tier.Auto)
            headers["x-switchyard-tier"] = TierNames.Of(receipt.Tier);
        if (receipt.Rules is not null)
            headers["x-switchyard-rule"] = receipt.Rules;
    }

    /// <summary>What is only known at the end.</summary>
    public static void WriteCost(IHeaderDictionary headers, in ForwardReceipt receipt)
    {
        if (Money.ToUsd(receipt.CostNanoUsd) is { } usd)
            headers["x-switchyard-cost-usd"] = Usd(usd);
        if (receipt.Usage.IsReported)
            headers["x-switchyard-cache-read-tokens"] = Number(receipt.Usage.CachedInputTokens);
    }

    /// <summary>The answer was asked for to be cached, and came from a model.</summary>
    public static void WriteMiss(IHeaderDictionary headers) => headers[CacheTerm.Header] = "miss";

    /// <summary>The answer came from the cache.</summary>
    /// <param name="headers">The headers.</param>
    /// <param name="saved">What it had cost, in USD; <see langword="null"/> if unknown.</param>
    public static void WriteHit(IHeaderDictionary headers, decimal? saved) =>
        headers[CacheTerm.Header] = saved is { } usd ? $"hit; saved-usd={Usd(usd)}" : "hit";

    /// <summary>The same as a comment in a stream, where headers have long gone.</summary>
    public static void WriteCostComment(Utf8Buffer output, in ForwardReceipt receipt)
    {
        output.Write(CommentStart);
        Write(output, receipt.Attempts);
        if (Money.ToUsd(receipt.CostNanoUsd) is { } usd)
        {
            output.Write(" x-switchyard-cost-usd="u8);
            JsonText.Write(output, Usd(usd));
        }

        if (receipt.Usage.IsReported)
        {
            output.Write(" x-switchyard-cache-read-tokens="u8);
            Write(output, receipt.Usage.CachedInputTokens);
        }

        output.Write("\n\n"u8);
    }

    /// <summary>The end of a stream, without that comment.</summary>
    public static ReadOnlySpan<byte> WithoutCostComment(Utf8Buffer end)
    {
        var start = end.Span.IndexOf(CommentStart);
        if (start < 0)
            return end.Span;

        var rest = end.Span[start..];
        var kept = new Utf8Buffer();
        kept.Write(end.Span[..start]);
        kept.Write(rest[(rest.IndexOf("\n\n"u8) + 2)..]);
        return kept.Span;
    }

    private static ReadOnlySpan<byte> CommentStart => ": x-switchyard-attempts="u8;

    private static void Write(Utf8Buffer output, int number) => JsonText.WriteFormatted(output, number, default);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Usd(decimal usd) => usd.ToString("0.#########", CultureInfo.InvariantCulture);
}
