using Microsoft.CodeAnalysis;

namespace Switchyard.Generators;

/// <summary>Reads the members of an object.</summary>
/// <param name="isRead">Whether the object is made from an answer; otherwise it is written into a prompt.</param>
/// <param name="canReach">Whether a symbol can be used where the code is emitted.</param>
/// <param name="use">Reads the type of a member.</param>
internal sealed class MemberParser(bool isRead, Func<ISymbol, bool> canReach, MemberParser.UseOf use)
{
    private const string Serialization = "System.Text.Json.Serialization.";

    public delegate ValueUse? UseOf(ITypeSymbol type, IReadOnlyList<ISymbol> places, string path, out ValueFault? fault);

    public EquatableArray<ValueMember>? Parse(INamedTypeSymbol type, string path, out ValueFault? fault)
    {
        fault = null;
        IMethodSymbol? constructor = null;
        if (isRead && (constructor = ConstructionParser.Find(type, canReach, out var reason)) is null)
        {
            fault = new(path, reason);
            return null;
        }

        var members = new List<ValueMember>();
        foreach (var property in Properties(type))
        {
            var argument = constructor?.Parameters.FirstOrDefault(item => IsSame(item.Name, property.Name));
            var isWritten = property.GetMethod is { } getter && canReach(getter);
            var isSet = isRead && property.SetMethod is { } setter && canReach(setter) && (argument is null || property.IsRequired);
            if (isRead ? argument is null && !isSet : !isWritten)
                continue;
            if (Member(property, argument, isSet, isWritten, path, out fault) is not { } member)
                return null;
            members.Add(member);
        }

        fault = Check(type, constructor, members, path);
        return fault is null ? members.ToEquatableArray() : null;
    }

    private ValueMember? Member(
        IPropertySymbol property, IParameterSymbol? argument, bool isSet, bool isWritten, string path, out ValueFault? fault)
    {
        ISymbol[] places = argument is null ? [property] : [property, argument];
        var place = $"{path}.{property.Name}";
        if (use(property.Type, places, place, out fault) is not { } type)
            return null;

        var name = places.Select(item => item.Attribute(Serialization + "JsonPropertyNameAttribute")).FirstOrDefault(item => item is not null)
            is { ConstructorArguments: [{ Value: string { Length: > 0 } given }] } ? given : CamelCase(property.Name);
        var isRequired = !type.IsNullable || property.IsRequired || property.Attribute(Serialization + "JsonRequiredAttribute") is not null;
        return new(property.Name, name, Descriptions.Of(places), type, isRequired, argument?.Ordinal ?? -1, isSet, isWritten);
    }

    private ValueFault? Check(INamedTypeSymbol type, IMethodSymbol? constructor, List<ValueMember> members, string path)
    {
        var twice = members.GroupBy(member => member.JsonName, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            return new(path, $"has two members \"{twice.Key}\"; give one another name with [JsonPropertyName]");
        if (!isRead)
            return members.Count == 0 ? new(path, $"is '{type.ToMessage()}', which has no property to write") : null;

        if (constructor!.Parameters.FirstOrDefault(item => item.RefKind != RefKind.None || members.All(member => member.Argument != item.Ordinal)) is { } orphan)
            return new(path, $"is '{type.ToMessage()}', whose constructor has the parameter '{orphan.Name}' but no property of that name");
        if (members.Count == 0)
            return new(path, $"is '{type.ToMessage()}', which has no property that an answer could set");
        return Unset(type, members) is { } unset
            ? new(path, $"is '{type.ToMessage()}', whose required member '{unset}' no answer can set; make it a property with a setter")
            : null;
    }

    private static string? Unset(INamedTypeSymbol type, List<ValueMember> members)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IFieldSymbol { IsRequired: true } or IPropertySymbol { IsRequired: true } && members.All(item => item.Name != member.Name))
                    return member.Name;
            }
        }

        return null;
    }

    /// <summary>The public properties, those of the base first, each once.</summary>
    private static IEnumerable<IPropertySymbol> Properties(INamedTypeSymbol type)
    {
        var chain = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
            chain.Push(current);

        var found = new List<IPropertySymbol>();
        foreach (var property in chain.SelectMany(current => current.GetMembers()).OfType<IPropertySymbol>())
        {
            if (property is not { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public, ExplicitInterfaceImplementations.IsEmpty: true })
                continue;
            found.RemoveAll(other => other.Name == property.Name);
            found.Add(property);
        }

        return found.Where(property => !IsIgnored(property));
    }

    private static bool IsIgnored(IPropertySymbol property)
    {
        if (property.Attribute(Serialization + "JsonIgnoreAttribute") is not { } attribute)
            return false;

        // 1 is Always; what is ignored only at times is a member.
        var condition = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Condition").Value.Value;
        return condition is null or 1;
    }

    private static bool IsSame(string parameter, string property) => string.Equals(parameter, property, StringComparison.OrdinalIgnoreCase);

    // As JSON usually is, and as Microsoft.Extensions.AI writes it.
    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
