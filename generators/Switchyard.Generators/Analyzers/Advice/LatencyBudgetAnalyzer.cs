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
        var files = RouteFiles.Of(context.Options, context.CancellationToken);
        if (files.Ceilings(task).Latency is not { } budget)
            return null;

        var route = files.Judge(task);
        var isOwn = task.Constraints.MaxLatency == budget.TotalMilliseconds;
        return route.Candidates.Any() && route.WorstTime > budget
            ? Diagnostic.Create(
                Descriptors.LatencyBudget,
                isOwn ? PlaceOf(MetadataNames.MaxLatencyAttribute, reading, context.CancellationToken) : TierOf(reading, context.CancellationToken),
                task.Id,
                budget.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
                RouteWords.Seconds(route.WorstTime))
            : null;
    }
}
