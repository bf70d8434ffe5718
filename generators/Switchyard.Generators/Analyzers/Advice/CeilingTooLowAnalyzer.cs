using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a cost ceiling that no candidate keeps even if all arguments are empty and the answer is as short as a useful one can be.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CeilingTooLowAnalyzer() : TaskAdviceAnalyzer(Descriptors.CeilingTooLow)
{
    private protected override Diagnostic? Advise(TaskModel task, TaskReading reading, SyntaxNodeAnalysisContext context)
    {
        if (task.Constraints.MaxCost is not { } ceiling)
            return null;

        // Without a single candidate, that is what to say.
        var input = CachePrefix.Of(task.Body).TotalTokens;
        var output = Math.Min(TaskCatalog.LeastUsefulTokens, task.Constraints.MaxTokens ?? TaskCatalog.LeastUsefulTokens);
        var costs = RouteFiles.Of(context.Options, context.CancellationToken).Candidates(task)
            .Select(candidate => (candidate.Id, Usd: candidate.Manifest?.Price is { } price ? ((input * price.Input) + (output * price.Output)) / 1_000_000m : 0))
            .OrderBy(candidate => candidate.Usd)
            .ToList();
        return costs.Count > 0 && costs[0].Usd > ceiling
            ? Diagnostic.Create(
                Descriptors.CeilingTooLow,
                PlaceOf(MetadataNames.MaxCostAttribute, reading, context.CancellationToken),
                task.Id,
                RouteWords.Usd(ceiling),
                costs[0].Id,
                RouteWords.Usd(costs[0].Usd))
            : null;
    }
}
