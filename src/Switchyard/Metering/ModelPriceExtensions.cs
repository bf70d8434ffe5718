namespace Switchyard;

/// <summary>Prices usage.</summary>
public static class ModelPriceExtensions
{
    /// <summary>What the tokens cost.</summary>
    /// <param name="price">The price.</param>
    /// <param name="usage">The tokens.</param>
    /// <returns>USD, to the nearest nano-dollar.</returns>
    public static decimal CostOf(this ModelPrice price, in TokenUsage usage)
    {
        ArgumentNullException.ThrowIfNull(price);
        return Money.ToUsd(new PriceList(price).Cost(usage))!.Value;
    }
}
