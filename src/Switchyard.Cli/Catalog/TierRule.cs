namespace Switchyard.Cli;

/// <summary>
/// The tier that a price suggests. What a vendor asks for a model is its own judgement of the model's worth, the only one that is known for all
/// of them; who knows better writes the tier into the manifest.
/// </summary>
internal static class TierRule
{
    private const decimal MidFrom = 1;
    private const decimal FrontierFrom = 6;

    /// <summary>
    /// By the price of a million tokens of which three quarters are input: below 1 USD cheap, up to 6 USD mid, above frontier. A price of zero
    /// says nothing.
    /// </summary>
    public static string? Of(ModelPrice? price) => price is null ? null : (((3 * price.Input) + price.Output) / 4) switch
    {
        0 => null,
        < MidFrom => "cheap",
        <= FrontierFrom => "mid",
        _ => "frontier",
    };
}
