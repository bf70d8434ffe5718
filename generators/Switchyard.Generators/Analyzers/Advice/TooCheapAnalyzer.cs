using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a task for cheap models whose prompt asks for what those rarely do well.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TooCheapAnalyzer() : TaskAdviceAnalyzer(Descriptors.TooCheap)
{
    /// <summary>The property of the diagnostic that says which tier would fit.</summary>
    internal const string FittingTier = "Tier";

    private protected override Diagnostic? Advise(TaskModel task, TaskReading reading, SyntaxNodeAnalysisContext context)
    {
        if (task.Tier != Tier.Cheap || new PromptDemand(task.Body.Prompt) is not { IsHard: true } demand)
            return null;

        var fit = demand.Fit.ToString();
        return Diagnostic.Create(
            Descriptors.TooCheap,
            TierOf(reading, context.CancellationToken),
            ImmutableDictionary<string, string?>.Empty.Add(FittingTier, fit),
            task.Id,
            demand.HardReason,
            fit);
    }
}
