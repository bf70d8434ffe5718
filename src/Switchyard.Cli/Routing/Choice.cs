namespace Switchyard.Cli;

/// <summary>What one way to answer a prompt promises, what it costs, and, on training rows, what it turned out to be.</summary>
/// <param name="Quality">Expected quality, 0..1.</param>
/// <param name="Cost">Expected dollars.</param>
/// <param name="TrueQuality">Outcome, where known.</param>
/// <param name="TrueCost">Dollars, where known.</param>
internal readonly record struct Choice(double Quality, double Cost, double TrueQuality = 0, double TrueCost = 0)
{
    /// <summary>The place of the choice that is worth most at a price per unit of quality; the first among equals.</summary>
    public static int Best(ReadOnlySpan<Choice> choices, double dollarsPerQuality)
    {
        var best = 0;
        for (var i = 1; i < choices.Length; i++)
        {
            if ((choices[i].Quality - choices[best].Quality) * dollarsPerQuality > choices[i].Cost - choices[best].Cost) best = i;
        }

        return best;
    }
}
