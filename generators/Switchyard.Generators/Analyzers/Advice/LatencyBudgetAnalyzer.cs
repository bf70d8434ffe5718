using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a latency budget shorter than what the time limits let a call take.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LatencyBudgetAnalyzer() : TaskAdviceAnalyzer(Descriptors.LatencyBudget)
{
    private protected override Diagnostic? Advise(TaskModel task, TaskReading reading, SyntaxNodeAnalysisContext context)
    {
        if (task.Constraints.MaxLatency is not { } budget)
            return null;

        var route = RouteFiles.Of(context.Options, context.CancellationToken).Judge(task);
        return route.Candidates.Any() && route.WorstTime.TotalMilliseconds > budget
            ? Diagnostic.Create(
                Descriptors.LatencyBudget,
                PlaceOf(MetadataNames.MaxLatencyAttribute, reading, context.CancellationToken),
                task.Id,
                budget.ToString(CultureInfo.InvariantCulture),
                RouteWords.Seconds(route.WorstTime))
            : null;
    }
}
