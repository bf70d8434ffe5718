using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Switchyard.Generators;

/// <summary>Reads from the return type how an answer is returned.</summary>
internal static class AnswerParser
{
    public static AnswerModel? Parse(IMethodSymbol method, MethodDeclarationSyntax declaration, Compilation compilation, ProblemList problems)
    {
        ValueFault? fault = null;
        if (Surroundings(method.ReturnType, out var form, out var asTask) is { } value
            && Parse(value, form, asTask, symbol => compilation.IsSymbolAccessibleWithin(symbol, method.ContainingType), out fault) is { } answer)
        {
            return answer;
        }

        // A type that does not exist is the compiler's to report.
        if (method.ReturnType.ContainsError() || fault is { IsMissing: true })
            return null;

        var location = declaration.ReturnType.GetLocation();
        if (fault is null)
            problems.Add(Descriptors.UnsupportedReturn, location, method.TaskId(), method.ReturnType.ToMessage());
        else
            problems.Add(Descriptors.UnsupportedValue, location, method.TaskId(), "return", method.ReturnType.ToMessage(), fault.Path, fault.Reason);
        return null;
    }

    /// <summary>The type of the value within the return type; <see langword="null"/> if that is none that a task can have.</summary>
    private static ITypeSymbol? Surroundings(ITypeSymbol type, out AnswerForm form, out bool asTask)
    {
        (form, asTask) = (AnswerForm.Stream, false);
        if (type.Is("System.Collections.Generic.IAsyncEnumerable`1"))
            return Argument(type);

        form = AnswerForm.Value;
        asTask = type.Is("System.Threading.Tasks.Task`1");
        if (!asTask && !type.Is("System.Threading.Tasks.ValueTask`1"))
            return null;

        var value = Argument(type);
        if (!value.Is(MetadataNames.RoutedResult))
            return value;

        // A call without an answer throws, so its result is never null.
        form = AnswerForm.Result;
        return value.NullableAnnotation == NullableAnnotation.Annotated ? null : Argument(value);
    }

    private static AnswerModel? Parse(ITypeSymbol value, AnswerForm form, bool asTask, Func<ISymbol, bool> canReach, out ValueFault? fault)
    {
        fault = null;
        if (value.SpecialType == SpecialType.System_String && value.NullableAnnotation != NullableAnnotation.Annotated)
            return new(form, asTask, value.ToCode(), null);
        return ValueParser.ParseAnswer(value, canReach, out fault) is { } table ? new(form, asTask, value.ToCode(), table) : null;
    }

    private static ITypeSymbol Argument(ITypeSymbol type) => ((INamedTypeSymbol)type).TypeArguments[0];
}
