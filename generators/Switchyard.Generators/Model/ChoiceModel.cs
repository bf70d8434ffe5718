namespace Switchyard.Generators;

/// <summary>An enum that is answered.</summary>
/// <param name="Type">The enum's type, fully qualified.</param>
/// <param name="Name">Its simple name.</param>
/// <param name="Members">Its members in declared order, without the obsolete ones.</param>
internal sealed record ChoiceModel(string Type, string Name, EquatableArray<ChoiceMember> Members);
