using System.Globalization;

namespace Switchyard.Generators;

/// <summary>Puts a route into words, for comments, diagnostics and the route map.</summary>
internal static class RouteWords
{
    /// <summary>Why a model is left out.</summary>
    public static string Why(RouteCandidate model) => model.Rejection switch
    {
        Rejection.UnknownModel => "no manifest has it",
        Rejection.Provider => "its provider is not allowed",
        Rejection.Residency => "its provider does not promise the region",
        Rejection.Capability => $"it lacks {model.Missing.ToString().ToLowerInvariant()}",
        Rejection.UnknownPrice => "its price is unknown, and there is a cost ceiling",
        Rejection.CostCeiling => "a useful answer costs more than the ceiling",
        _ => "",
    };

    /// <summary>What a call can cost and take.</summary>
    public static string Worst(TaskRoute route)
    {
        var cost = route.WorstCost is { } usd ? $"At most {Usd(usd)} USD" : "No bound on the cost (a manifest does not say enough, and there is no ceiling)";
        var attempts = route.Attempts.ToString(CultureInfo.InvariantCulture);
        return $"{cost} and {Seconds(route.WorstTime)} s a call, in up to {attempts} attempt{(route.Attempts == 1 ? "" : "s")}.";
    }

    public static string Usd(decimal usd) => usd.ToString("0.##########", CultureInfo.InvariantCulture);

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
