using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a task whose models are all of one provider or use one key, or only one: when that one is down or locked, so is the task.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OnePointOfFailureAnalyzer() : TaskAdviceAnalyzer(Descriptors.OnePointOfFailure)
{
    private protected override Diagnostic? Advise(TaskModel task, TaskReading reading, SyntaxNodeAnalysisContext context)
    {
        // That there is none at all is an error of its own.
        var candidates = RouteFiles.Of(context.Options, context.CancellationToken).Candidates(task);
        return candidates.Count > 0 && Shared(candidates) is { } reason
            ? Diagnostic.Create(Descriptors.OnePointOfFailure, TierOf(reading, context.CancellationToken), task.Id, reason)
            : null;
    }

    private static string? Shared(IReadOnlyList<RouteModel> candidates)
    {
        var first = candidates[0];
        if (candidates.Count == 1)
            return $"only '{first.Id}' can answer it";
        if (candidates.All(candidate => candidate.Provider == first.Provider))
            return $"all {candidates.Count} models that can answer it are of '{first.Provider}'";
        return first.Keys is [var key] && candidates.All(candidate => candidate.Keys is [var other] && other == key)
            ? $"all {candidates.Count} models that can answer it use the one key {key}"
            : null;
    }
}
