using Microsoft.CodeAnalysis;

namespace Switchyard.Generators;

/// <summary>Reads from a type what it is in JSON, with everything in it.</summary>
internal sealed class ValueParser
{
    // A generic type may hold itself with ever larger arguments.
    private const int MaxTypes = 256;
    private const int MaxDepth = 32;

    private static readonly string[] s_polymorphic =
        ["System.Text.Json.Serialization.JsonPolymorphicAttribute", "System.Text.Json.Serialization.JsonDerivedTypeAttribute"];

    private readonly List<ValueModel> _types = [];
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly MemberParser _members;
    private readonly bool _isRead;
    private readonly Func<ISymbol, bool> _canReach;
    private ValueFault? _fault;
    private int _depth;

    private ValueParser(bool isRead, Func<ISymbol, bool> canReach)
    {
        _isRead = isRead;
        _canReach = canReach;
        _members = new(isRead, canReach, Use);
    }

    /// <summary>Reads a type that an answer is.</summary>
    /// <param name="type">The type.</param>
    /// <param name="canReach">Whether a symbol can be used where the code is emitted.</param>
    /// <param name="fault">What is wrong with it, if there is no table.</param>
    public static ValueTable? ParseAnswer(ITypeSymbol type, Func<ISymbol, bool> canReach, out ValueFault? fault) =>
        new ValueParser(isRead: true, canReach).Parse(type, out fault);

    /// <summary>Reads a type that an argument is.</summary>
    /// <inheritdoc cref="ParseAnswer"/>
    public static ValueTable? ParseArgument(ITypeSymbol type, Func<ISymbol, bool> canReach, out ValueFault? fault) =>
        new ValueParser(isRead: false, canReach).Parse(type, out fault);

    private ValueTable? Parse(ITypeSymbol type, out ValueFault? fault)
    {
        var root = Use(type, [], "", out fault);
        return root is null ? null : new(_types.ToEquatableArray(), root);
    }

    private ValueUse? Use(ITypeSymbol type, IReadOnlyList<ISymbol> places, string path, out ValueFault? fault)
    {
        var outer = _fault;
        _fault = null;
        var use = Use(type, places, path);
        (fault, _fault) = (_fault, outer);
        return use;
    }

    private ValueUse? Use(ITypeSymbol type, IReadOnlyList<ISymbol> places, string path)
    {
        var isNullable = type.NullableAnnotation == NullableAnnotation.Annotated && !type.IsValueType;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            (type, isNullable) = (nullable.TypeArguments[0], true);
        else if (isNullable)
            type = type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);

        if (path.Length == 0)
            path = type.ToMessage();
        if (Index(type, path) is not { } index)
            return null;
        if (BoundsParser.Parse(places, _types[index].Kind, type, out var reason) is { } bounds)
            return new(index, isNullable && !places.Any(IsRequired), bounds);

        _fault = new(path, reason);
        return null;
    }

    private static bool IsRequired(ISymbol place) => place.Attribute("System.ComponentModel.DataAnnotations.RequiredAttribute") is not null;

    private int? Index(ITypeSymbol type, string path)
    {
        var code = type.ToCode();
        if (_indexes.TryGetValue(code, out var known))
            return known;
        if (type.ContainsError())
            return Refuse(ValueFault.Missing);
        if (_types.Count >= MaxTypes || _depth >= MaxDepth)
            return Refuse(new(path, $"is '{type.ToMessage()}', which is nested too deeply; use a flatter type"));

        // Its place comes first, for what it holds may hold it.
        var index = _types.Count;
        _indexes.Add(code, index);
        _types.Add(new(Kind(type), code, Name(type), type.IsValueType));
        _depth++;
        var model = Model(type, _types[index], path);
        _depth--;
        if (model is null)
            return null;
        _types[index] = model;
        return index;
    }

    private static ValueKind Kind(ITypeSymbol type) =>
        SimpleTypes.Kind(type)
        ?? (type.TypeKind == TypeKind.Enum ? ValueKind.Choice
            : CollectionTypes.Values(type, out _) is not null ? ValueKind.Dictionary
            : CollectionTypes.Items(type, out _) is not null ? ValueKind.List
            : ValueKind.Object);

    private ValueModel? Model(ITypeSymbol type, ValueModel model, string path)
    {
        switch (model.Kind)
        {
            case ValueKind.Choice:
                var choices = ChoiceParser.Parse((INamedTypeSymbol)type);
                if (!_canReach(type))
                    break;
                if (choices.Count == 0)
                {
                    _fault = new(path, $"is '{type.ToMessage()}', an enum without a member to choose; give it one");
                    return null;
                }

                return model with { Choices = choices, Description = Descriptions.Of([type]) };
            case ValueKind.Dictionary:
                return CollectionTypes.Values(type, out var canBeRead) is { } value && (canBeRead || !_isRead) && Use(value, [], path + "[]") is { } entry
                    ? model with { Item = entry }
                    : Fail(type, path);
            case ValueKind.List:
                return CollectionTypes.Items(type, out var form) is { SpecialType: not SpecialType.System_Byte } item && (form != ListForm.Unknown || !_isRead)
                    && Use(item, [], path + "[]") is { } items
                    ? model with { Item = items, Form = form }
                    : Fail(type, path);
            case ValueKind.Object:
                if (!IsObject(type))
                    break;
                var members = _members.Parse((INamedTypeSymbol)type, path, out var fault);
                _fault ??= fault;
                return members is null ? null : model with { Members = members.Value, Description = Descriptions.Of([type]) };
            default:
                return model;
        }

        return Fail(type, path);
    }

    private bool IsObject(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsTupleType: false, IsAbstract: false, IsRefLikeType: false, IsStatic: false } named
        && type.SpecialType == SpecialType.None
        && !IsOfFramework(named)
        && !named.IsUnboundGenericType
        && !IsFileLocal(named)
        && _canReach(named)
        && Array.TrueForAll(s_polymorphic, name => named.Attribute(name) is null);

    private static bool IsFileLocal(INamedTypeSymbol? type) => type is not null && (type.IsFileLocal || IsFileLocal(type.ContainingType));

    private static bool IsOfFramework(INamedTypeSymbol type)
    {
        var scope = type.ContainingNamespace;
        while (scope is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
            scope = scope.ContainingNamespace;
        return scope?.Name == "System";
    }

    private static string Name(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { TypeArguments.Length: > 0 } generic => $"{generic.Name}Of{string.Join("And", generic.TypeArguments.Select(Name))}",
        IArrayTypeSymbol array => Name(array.ElementType) + "Array",
        _ => type.Name,
    };

    private ValueModel? Fail(ITypeSymbol type, string path)
    {
        // The innermost fault is the one to mend.
        _fault ??= ValueFault.Of(path, type);
        return null;
    }

    private int? Refuse(ValueFault fault)
    {
        _fault ??= fault;
        return null;
    }
}
