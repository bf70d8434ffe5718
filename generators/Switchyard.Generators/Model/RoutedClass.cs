namespace Switchyard.Generators;

/// <summary>A class together with the routes of the tiers that its tasks use: a change of another tier leaves it as it is.</summary>
internal sealed record RoutedClass(ClassModel Model, EquatableArray<TierRoute> Routes);
