using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a cost ceiling that no candidate keeps even if all arguments are empty and the answer is as short as a useful one can be.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CeilingTooLowAnalyzer() : TaskAdviceAnalyzer(Descriptors.CeilingTooLow)
{
    private protected override Diagnostic? Advise(TaskModel task, TaskReading reading, SyntaxNodeAnalysisContext context)
    {
        var files = RouteFiles.Of(context.Options, context.CancellationToken);
        var ceilings = files.Ceilings(task);
        if (ceilings.CostUsd is not { } ceiling)
            return null;

        // Without a single candidate, that is what to say.
        var input = CachePrefix.Of(task.Body).TotalTokens;
        var output = Math.Min(TaskCatalog.LeastUsefulTokens, ceilings.MaxTokens ?? TaskCatalog.LeastUsefulTokens);
        var costs = files.Candidates(task)
            .Select(candidate => (candidate.Id, Usd: candidate.Manifest?.Price is { } price ? ((input * price.Input) + (output * price.Output)) / 1_000_000m : 0))
            .OrderBy(candidate => candidate.Usd)
            .ToList();
        var isOwn = task.Constraints.MaxCost == ceiling;
        return costs.Count > 0 && costs[0].Usd > ceiling
            ? Diagnostic.Create(
                Descriptors.CeilingTooLow,
                isOwn ? PlaceOf(MetadataNames.MaxCostAttribute, reading, context.CancellationToken) : TierOf(reading, context.CancellationToken),
                task.Id,
                RouteWords.Usd(ceiling),
                costs[0].Id,
                RouteWords.Usd(costs[0].Usd),
                isOwn ? "[MaxCost]" : $"the ceiling in {Policy.FileName}")
            : null;
    }
}
