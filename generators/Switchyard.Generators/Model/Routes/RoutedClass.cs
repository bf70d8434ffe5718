namespace Switchyard.Generators;

/// <summary>A class together with the routes of its tasks, in their order: a change of what they do not depend on leaves it as it is.</summary>
internal sealed record RoutedClass(ClassModel Model, EquatableArray<TaskRoute> Routes);
