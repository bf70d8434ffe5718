using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a fallback that holds half of what the first model holds, or less, for a task whose arguments can be of any length.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShrinkingWindowAnalyzer() : TaskAdviceAnalyzer(Descriptors.ShrinkingWindow)
{
    private protected override Diagnostic? Advise(TaskModel task, TaskReading reading, SyntaxNodeAnalysisContext context)
    {
        // Of Auto the first model is another for each prompt.
        if (task.Tier == Tier.Auto || !task.Signature.Parameters.Any(parameter => IsOfAnyLength(parameter.Kind)))
            return null;

        var candidates = RouteFiles.Of(context.Options, context.CancellationToken).Candidates(task);
        if (candidates.Count == 0 || candidates[0].Manifest?.ContextWindow is not { } first)
            return null;

        var smallest = candidates.Where(candidate => candidate.Manifest?.ContextWindow <= first / 2).OrderBy(candidate => candidate.Manifest!.ContextWindow).FirstOrDefault();
        return smallest is null
            ? null
            : Diagnostic.Create(
                Descriptors.ShrinkingWindow, TierOf(reading, context.CancellationToken), task.Id, candidates[0].Id, first, smallest.Id, smallest.Manifest!.ContextWindow);
    }

    private static bool IsOfAnyLength(ParameterKind kind) => kind
        is ParameterKind.Text or ParameterKind.Json or ParameterKind.Images or ParameterKind.File or ParameterKind.Files or ParameterKind.History;
}
