namespace Switchyard.Generators;

/// <summary>A type that is read from an answer or written into a prompt.</summary>
/// <param name="Kind">What it is in JSON.</param>
/// <param name="Type">Its name in C#, fully qualified, without the question mark of a nullable.</param>
/// <param name="Name">A short name of letters, for functions and schemas.</param>
/// <param name="IsStruct">Whether it is a value type.</param>
/// <param name="Description">What it stands for; empty if nobody has said.</param>
/// <param name="Item">The items of a list, the values of a dictionary.</param>
/// <param name="Form">What a list is made into.</param>
/// <param name="Choices">The members of an enum.</param>
/// <param name="Members">The members of an object.</param>
internal sealed record ValueModel(
    ValueKind Kind,
    string Type,
    string Name,
    bool IsStruct,
    string Description = "",
    ValueUse? Item = null,
    ListForm Form = ListForm.List,
    EquatableArray<ChoiceMember> Choices = default,
    EquatableArray<ValueMember> Members = default);
