using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a task whose models are all of one provider, or only one: when that one is down, so is the task.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OnePointOfFailureAnalyzer() : TaskAdviceAnalyzer(Descriptors.OnePointOfFailure)
{
    private protected override Diagnostic? Advise(TaskModel task, TaskReading reading, SyntaxNodeAnalysisContext context)
    {
        // That there is none at all is an error of its own.
        var candidates = RouteFiles.Of(context.Options, context.CancellationToken).Candidates(task);
        if (candidates.Count == 0 || candidates.Any(candidate => candidate.Provider != candidates[0].Provider))
            return null;

        var reason = candidates.Count == 1
            ? $"only '{candidates[0].Id}' can answer it"
            : $"all {candidates.Count} models that can answer it are of '{candidates[0].Provider}'";
        return Diagnostic.Create(Descriptors.OnePointOfFailure, TierOf(reading, context.CancellationToken), task.Id, reason);
    }
}
