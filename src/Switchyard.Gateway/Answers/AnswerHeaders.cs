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

    /// <summary>The same as a comment in a stream, where headers have long gone.</summary>
    public static void WriteCostComment(Utf8Buffer output, in ForwardReceipt receipt)
    {
        output.Write(": x-switchyard-attempts="u8);
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

    private static void Write(Utf8Buffer output, int number) => JsonText.WriteFormatted(output, number, default);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Usd(decimal usd) => usd.ToString("0.#########", CultureInfo.InvariantCulture);
}
