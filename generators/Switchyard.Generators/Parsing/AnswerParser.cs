using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Switchyard.Generators;

/// <summary>Reads from the return type how an answer is returned.</summary>
internal static class AnswerParser
{
    public static AnswerModel? Parse(IMethodSymbol method, MethodDeclarationSyntax declaration, ProblemList problems)
    {
        if (Parse(method.ReturnType) is { } answer)
            return answer;

        // A type that does not exist is the compiler's to report.
        if (!method.ReturnType.ContainsError())
        {
            problems.Add(
                Descriptors.UnsupportedReturn, declaration.ReturnType.GetLocation(), method.TaskId(), method.ReturnType.ToMessage());
        }

        return null;
    }

    private static AnswerModel? Parse(ITypeSymbol type)
    {
        if (type.Is("System.Collections.Generic.IAsyncEnumerable`1"))
            return IsText(Argument(type)) ? new(AnswerForm.Stream, false, null) : null;

        var asTask = type.Is("System.Threading.Tasks.Task`1");
        if (!asTask && !type.Is("System.Threading.Tasks.ValueTask`1"))
            return null;

        var value = Argument(type);
        if (value.NullableAnnotation == NullableAnnotation.Annotated)
            return null;

        var form = AnswerForm.Value;
        if (value.Is(MetadataNames.RoutedResult))
        {
            form = AnswerForm.Result;
            value = Argument(value);
        }

        if (IsText(value))
            return new(form, asTask, null);
        return value is INamedTypeSymbol { TypeKind: TypeKind.Enum } choice && ParseChoice(choice) is { } model
            ? new(form, asTask, model)
            : null;
    }

    private static ITypeSymbol Argument(ITypeSymbol type) => ((INamedTypeSymbol)type).TypeArguments[0];

    // Not string?: an answer is text or there is none, and then the call has failed.
    private static bool IsText(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_String && type.NullableAnnotation != NullableAnnotation.Annotated;

    private static ChoiceModel? ParseChoice(INamedTypeSymbol type)
    {
        // What is obsolete is not offered to a model.
        var names = type.GetMembers().OfType<IFieldSymbol>()
            .Where(field => field.HasConstantValue && field.Attribute("System.ObsoleteAttribute") is null)
            .Select(field => field.Name)
            .ToList();

        var members = names.Select(name => new ChoiceMember(
            name, names.Count(other => string.Equals(other, name, StringComparison.OrdinalIgnoreCase)) > 1));
        return names.Count == 0 ? null : new(type.ToCode(), type.Name, members.ToEquatableArray());
    }
}
