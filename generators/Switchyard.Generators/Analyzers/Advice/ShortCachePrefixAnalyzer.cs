using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports constant text that is a little too short for the vendor's prompt cache.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShortCachePrefixAnalyzer() : TaskAdviceAnalyzer(Descriptors.ShortCachePrefix)
{
    // Four fifths: the rest is a paragraph, and the estimate is not that exact.
    private const double Near = 0.8;

    private protected override Diagnostic? Advise(TaskModel task, TaskReading reading, SyntaxNodeAnalysisContext context)
    {
        var prefix = CachePrefix.Of(task.Body);
        var (minimum, vendor) = CachePrefix.Minimum(RouteFiles.Of(context.Options, context.CancellationToken).Candidates(task));
        return prefix.FixedTokens < minimum && prefix.TotalTokens < minimum && prefix.FixedTokens >= Near * minimum
            ? Diagnostic.Create(Descriptors.ShortCachePrefix, reading.Declaration.Identifier.GetLocation(), task.Id, prefix.FixedTokens, vendor, minimum)
            : null;
    }
}
