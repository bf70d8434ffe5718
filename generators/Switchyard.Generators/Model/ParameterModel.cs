namespace Switchyard.Generators;

/// <summary>A parameter of a task.</summary>
/// <param name="Name">The name without <c>@</c>: what a placeholder says.</param>
/// <param name="Type">The type, fully qualified.</param>
/// <param name="Kind">How its value is written.</param>
/// <param name="Nullability">How it can be absent.</param>
/// <param name="Modifier"><c>this</c> and a space for an extension method, otherwise empty.</param>
/// <param name="MarksEnumeration">Whether the user's half carries <c>[EnumeratorCancellation]</c> already.</param>
internal sealed record ParameterModel(
    string Name, string Type, ParameterKind Kind, Nullability Nullability, string Modifier, bool MarksEnumeration);
