using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Switchyard.Generators;

/// <summary>Reads the parameters of a task.</summary>
internal static class ParameterParser
{
    /// <summary>The parameters; <see langword="null"/> if one of them cannot be written into a prompt.</summary>
    public static EquatableArray<ParameterModel>? Parse(
        IMethodSymbol method, MethodDeclarationSyntax declaration, Compilation compilation, ProblemList problems)
    {
        var models = new List<ParameterModel>();
        foreach (var parameter in method.Parameters)
        {
            var model = Parse(method, parameter, compilation, out var fault);
            if (model?.Kind is ParameterKind.Cancellation or ParameterKind.History or ParameterKind.Session && models.Any(other => other.Kind == model.Kind))
                model = null;

            if (model is not null)
                models.Add(model);
            else if (parameter.Type.TypeKind != TypeKind.Error && fault is not { IsMissing: true })
                Report(method, parameter, fault, declaration, problems);
        }

        return models.Count == method.Parameters.Length ? models.ToEquatableArray() : null;
    }

    private static void Report(
        IMethodSymbol method, IParameterSymbol parameter, ValueFault? fault, MethodDeclarationSyntax declaration, ProblemList problems)
    {
        var location = parameter.Locations.FirstOrDefault() ?? declaration.Identifier.GetLocation();
        if (fault is not null && fault.Path != parameter.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToMessage())
        {
            problems.Add(Descriptors.UnsupportedValue, location, method.TaskId(), "take", parameter.Type.ToMessage(), fault.Path, fault.Reason);
            return;
        }

        var type = parameter.RefKind == RefKind.None ? parameter.Type.ToMessage() : $"{parameter.Type.ToMessage()} by reference";
        problems.Add(Descriptors.UnsupportedParameter, location, parameter.Name, method.TaskId(), type);
    }

    private static ParameterModel? Parse(IMethodSymbol method, IParameterSymbol parameter, Compilation compilation, out ValueFault? fault)
    {
        fault = null;
        var type = parameter.Type;
        var nullability = Nullability.Never;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
            nullability = Nullability.Value;
        }
        else if (!type.IsValueType)
        {
            nullability = Nullability.Reference;
        }

        if (parameter.RefKind != RefKind.None)
            return null;

        ValueTable? value = null;
        var isSession = parameter.Attribute(MetadataNames.SessionAttribute) is not null;
        var kind = isSession ? type.SpecialType == SpecialType.System_String ? ParameterKind.Session : null : Kind(type);
        if (kind is null && !isSession && !type.IsRefLikeType && type.TypeKind != TypeKind.TypeParameter)
        {
            value = ValueParser.ParseArgument(
                type.WithNullableAnnotation(NullableAnnotation.NotAnnotated), symbol => compilation.IsSymbolAccessibleWithin(symbol, method.ContainingType), out fault);
            kind = value is null ? null : ParameterKind.Json;
        }

        if (kind is null || (kind is ParameterKind.Router or ParameterKind.Cancellation && nullability == Nullability.Value))
            return null;

        var modifier = method.IsExtensionMethod && parameter.Ordinal == 0 ? "this " : parameter.IsParams ? "params " : "";
        var marks = parameter.Attribute("System.Runtime.CompilerServices.EnumeratorCancellationAttribute") is not null;
        return new(parameter.Name, parameter.Type.ToCode(), kind.Value, nullability, modifier, marks, value);
    }

    private static ParameterKind? Kind(ITypeSymbol type) => type switch
    {
        { IsRefLikeType: true } => null,
        { SpecialType: SpecialType.System_String } => ParameterKind.Text,
        { SpecialType: SpecialType.System_Boolean } => ParameterKind.Boolean,
        { SpecialType: SpecialType.System_Char } => ParameterKind.Character,
        { TypeKind: TypeKind.Enum } => ParameterKind.Enum,
        ITypeParameterSymbol { HasValueTypeConstraint: true } generic when Implements(generic, "System.Enum") => ParameterKind.Enum,
        _ when type.Is(MetadataNames.Router) => ParameterKind.Router,
        _ when type.Is(MetadataNames.ImageContent) => ParameterKind.Image,
        _ when type.Is(MetadataNames.FileContent) => ParameterKind.File,
        _ when type.Is("System.Threading.CancellationToken") => ParameterKind.Cancellation,
        { SpecialType: SpecialType.System_DateTime } => ParameterKind.Date,
        _ when type.Is("System.DateTimeOffset") || type.Is("System.DateOnly") || type.Is("System.TimeOnly") => ParameterKind.Date,
        _ when Implements(type, "System.ISpanFormattable") => ParameterKind.SpanFormattable,
        _ when Implements(type, "System.IFormattable") => ParameterKind.Formattable,
        _ => ItemKind(type),
    };

    private static ParameterKind? ItemKind(ITypeSymbol type)
    {
        if (CollectionTypes.Items(type, out _) is not { } item)
            return null;
        return item.Is(MetadataNames.ImageContent) ? ParameterKind.Images
            : item.Is(MetadataNames.FileContent) ? ParameterKind.Files
            : item.Is("Microsoft.Extensions.AI.ChatMessage") ? ParameterKind.History
            : null;
    }

    private static bool Implements(ITypeSymbol type, string name) =>
        type.Is(name)
        || type.AllInterfaces.Any(contract => contract.Is(name))
        || type is ITypeParameterSymbol generic && generic.ConstraintTypes.Any(constraint => Implements(constraint, name));
}
