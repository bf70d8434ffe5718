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
}
