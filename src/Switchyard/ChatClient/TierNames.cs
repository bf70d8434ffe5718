namespace Switchyard;

/// <summary>The tiers' names as the policy writes them.</summary>
internal static class TierNames
{
    public static string Of(Tier tier) => tier switch
    {
        Tier.Auto => "auto",
        Tier.Cheap => "cheap",
        Tier.Mid => "mid",
        Tier.Frontier => "frontier",
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, "There is no such tier."),
    };

    public static bool TryParse(string? name, out Tier tier)
    {
        for (tier = Tier.Auto; tier <= Tier.Frontier; tier++)
        {
            if (string.Equals(name, Of(tier), StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
