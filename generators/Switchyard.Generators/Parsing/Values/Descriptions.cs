using Microsoft.CodeAnalysis;

namespace Switchyard.Generators;

internal static class Descriptions
{
    /// <summary>What <c>[Description]</c> says at the first place that has one; empty without.</summary>
    public static string Of(IEnumerable<ISymbol> places) =>
        places.Select(place => place.Attribute("System.ComponentModel.DescriptionAttribute")).FirstOrDefault(attribute => attribute is not null)
            is { ConstructorArguments: [{ Value: string text }] } ? text : "";
}
