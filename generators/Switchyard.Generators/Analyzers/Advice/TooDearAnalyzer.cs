using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a task for frontier models that only asks for a choice or a short extraction.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TooDearAnalyzer() : TaskAdviceAnalyzer(Descriptors.TooDear)
{
    private protected override Diagnostic? Advise(TaskModel task, TaskReading reading, SyntaxNodeAnalysisContext context)
    {
        if (task.Tier != Tier.Frontier)
            return null;

        var demand = new PromptDemand(task.Body.Prompt);
        var closed = Answer(reading.Method.ReturnType);
        var reason = demand.EasyReason(closed switch
        {
            { SpecialType: SpecialType.System_Boolean } => "between true and false",
            { TypeKind: TypeKind.Enum } => $"one of {closed.Name}",
            _ => null,
        });

        // An extraction into an object may be a long one.
        if (reason is null || (closed is { SpecialType: not (SpecialType.System_String or SpecialType.System_Boolean), TypeKind: not TypeKind.Enum }))
            return null;

        var fit = demand.Fit.ToString();
        return Diagnostic.Create(
            Descriptors.TooDear,
            TierOf(reading, context.CancellationToken),
            ImmutableDictionary<string, string?>.Empty.Add(TooCheapAnalyzer.FittingTier, fit),
            task.Id,
            reason,
            fit);
    }

    // What is left of ValueTask<RoutedResult<T?>>.
    private static ITypeSymbol? Answer(ITypeSymbol type)
    {
        while (type is INamedTypeSymbol { TypeArguments: [var argument] } named && (named.Name is "ValueTask" or "Task" or "RoutedResult" or "Nullable"))
            type = argument;
        return type;
    }
}
