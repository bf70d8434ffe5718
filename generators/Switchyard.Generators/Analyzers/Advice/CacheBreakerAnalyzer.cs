using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a variable that keeps constant text behind it out of the prompt cache, where that text is long enough to be in one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CacheBreakerAnalyzer() : TaskAdviceAnalyzer(Descriptors.CacheBreaker)
{
    private protected override Diagnostic? Advise(TaskModel task, TaskReading reading, SyntaxNodeAnalysisContext context)
    {
        var prefix = CachePrefix.Of(task.Body);
        if (prefix.Breaker is null || CachePrefix.IsVolatile(reading.Method, prefix.Breaker.Text))
            return null;

        var minimum = CachePrefix.Minimum(RouteFiles.Of(context.Options, context.CancellationToken).Candidates(task)).Tokens;
        return prefix.FixedTokens < minimum && prefix.TotalTokens >= minimum
            ? Diagnostic.Create(
                Descriptors.CacheBreaker,
                CachePrefix.Locate(reading, prefix.Message, prefix.Breaker.Text, context),
                task.Id,
                prefix.Breaker.Text,
                prefix.TotalTokens - prefix.FixedTokens)
            : null;
    }
}
