namespace Switchyard.Generators;

/// <summary>A parameter of a task.</summary>
/// <param name="Name">The name without <c>@</c>: what a placeholder says.</param>
/// <param name="Type">The type, fully qualified.</param>
/// <param name="Kind">How its value is written.</param>
/// <param name="Nullability">How it can be absent.</param>
/// <param name="Modifier"><c>this</c> or <c>params</c> and a space, otherwise empty.</param>
/// <param name="MarksEnumeration">Whether the user's half carries <c>[EnumeratorCancellation]</c> already.</param>
/// <param name="Value">What is written as JSON; <see langword="null"/> for anything else.</param>
internal sealed record ParameterModel(
    string Name, string Type, ParameterKind Kind, Nullability Nullability, string Modifier, bool MarksEnumeration, ValueTable? Value)
{
    /// <summary>Whether a placeholder can name it.</summary>
    public bool IsWritten => Kind is not (ParameterKind.Router or ParameterKind.Cancellation or ParameterKind.Session or ParameterKind.History);

    /// <summary>Whether it is a part of a message of its own, and no text.</summary>
    public bool IsContent => Kind is ParameterKind.Image or ParameterKind.Images or ParameterKind.File or ParameterKind.Files;
}
