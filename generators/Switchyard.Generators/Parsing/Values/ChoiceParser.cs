using Microsoft.CodeAnalysis;

namespace Switchyard.Generators;

/// <summary>Reads the members of an enum.</summary>
internal static class ChoiceParser
{
    public static EquatableArray<ChoiceMember> Parse(INamedTypeSymbol type)
    {
        // What is obsolete is not offered to a model.
        var members = type.GetMembers().OfType<IFieldSymbol>()
            .Where(field => field.HasConstantValue && field.Attribute("System.ObsoleteAttribute") is null)
            .Select(field => (field.Name, Word: Word(field), Description: Descriptions.Of([field])))
            .ToList();
        return members
            .Select(member => new ChoiceMember(member.Name, member.Word, member.Description, members.Count(other => IsSame(other.Word, member.Word)) > 1))
            .ToEquatableArray();
    }

    private static string Word(IFieldSymbol field) =>
        field.Attribute("System.Text.Json.Serialization.JsonStringEnumMemberNameAttribute") is { ConstructorArguments: [{ Value: string { Length: > 0 } word }] }
            ? word
            : field.Name;

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
