using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a point in time or an identifier in front of what a prompt cache could hold.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class VolatilePrefixAnalyzer() : TaskAdviceAnalyzer(Descriptors.VolatilePrefix)
{
    private protected override Diagnostic? Advise(TaskModel task, TaskReading reading, SyntaxNodeAnalysisContext context)
    {
        var parts = task.Body.System.Select(part => (Part: part, Message: "System")).Concat(task.Body.Prompt.Select(part => (Part: part, Message: "Prompt"))).ToList();
        var index = parts.FindIndex(item => item.Part.IsPlaceholder && CachePrefix.IsVolatile(reading.Method, item.Part.Text));
        if (index < 0)
            return null;

        // Worth it only where something long may follow: much constant text, or a text behind a system message that would otherwise be the same.
        var prefix = CachePrefix.Of(task.Body);
        var minimum = CachePrefix.Minimum(RouteFiles.Of(context.Options, context.CancellationToken).Candidates(task)).Tokens;
        var before = parts.Take(index).Sum(item => item.Part.IsPlaceholder ? 0 : item.Part.Text.Length) / 4;
        var isLong = before < minimum && prefix.TotalTokens >= minimum;
        var isBeforeText = parts[index].Message == "System" && parts.Skip(index).Any(item => item.Part.IsPlaceholder && IsText(reading.Method, item.Part.Text));
        return isLong || isBeforeText
            ? Diagnostic.Create(
                Descriptors.VolatilePrefix,
                CachePrefix.Locate(reading, parts[index].Message, parts[index].Part.Text, context),
                task.Id,
                parts[index].Part.Text)
            : null;
    }

    private static bool IsText(IMethodSymbol method, string name) =>
        method.Parameters.Any(parameter => parameter.Name == name && parameter.Type.SpecialType == SpecialType.System_String);
}
