extern alias library;

using System.Reflection;

namespace Switchyard.Generators.Tests;

/// <summary>The generator names the library's types in strings; here they are held against the types.</summary>
public sealed class MetadataNamesTests
{
    private static readonly Type[] s_types =
    [
        typeof(library::Switchyard.TierAttribute),
        typeof(library::Switchyard.PromptAttribute),
        typeof(library::Switchyard.SystemAttribute),
        typeof(library::Switchyard.ModelAttribute),
        typeof(library::Switchyard.MaxCostAttribute),
        typeof(library::Switchyard.MaxLatencyAttribute),
        typeof(library::Switchyard.MaxTokensAttribute),
        typeof(library::Switchyard.AttemptsAttribute),
        typeof(library::Switchyard.RequiresAttribute),
        typeof(library::Switchyard.OnlyAttribute),
        typeof(library::Switchyard.AvoidAttribute),
        typeof(library::Switchyard.ResidencyAttribute),
        typeof(library::Switchyard.HedgeAttribute),
        typeof(library::Switchyard.TemperatureAttribute),
        typeof(library::Switchyard.RepairAttribute),
        typeof(library::Switchyard.EscalateAttribute),
        typeof(library::Switchyard.SessionAttribute),
        typeof(library::Switchyard.ImageContent),
        typeof(library::Switchyard.FileContent),
        typeof(library::Switchyard.Router),
        typeof(library::Switchyard.RoutedResult<>),
    ];

    [Fact]
    public void Every_name_is_that_of_a_type() =>
        Assert.Equal(
            s_types.Select(type => type.FullName!).Order(StringComparer.Ordinal),
            typeof(MetadataNames).GetFields(BindingFlags.Static | BindingFlags.Public)
                .Select(field => (string)field.GetRawConstantValue()!)
                .Order(StringComparer.Ordinal));

    [Fact]
    public void The_linked_tiers_are_those_of_the_library() =>
        Assert.Equal(
            Enum.GetValues<library::Switchyard.Tier>().Select(tier => (tier.ToString(), (int)tier)),
            Enum.GetValues<Tier>().Select(tier => (tier.ToString(), (int)tier)));

    [Fact]
    public void The_linked_capabilities_are_those_of_the_library() =>
        Assert.Equal(
            Enum.GetValues<library::Switchyard.Capabilities>().Select(flag => (flag.ToString(), (int)flag)),
            Enum.GetValues<Capabilities>().Select(flag => (flag.ToString(), (int)flag)));
}
