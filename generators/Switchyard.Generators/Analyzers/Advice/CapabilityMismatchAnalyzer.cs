using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports models of a task's route that cannot do what the task asks for, while others can.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CapabilityMismatchAnalyzer() : TaskAdviceAnalyzer(Descriptors.CapabilityMismatch)
{
    private protected override Diagnostic? Advise(TaskModel task, TaskReading reading, SyntaxNodeAnalysisContext context)
    {
        var files = RouteFiles.Of(context.Options, context.CancellationToken);
        var route = files.Judge(task);

        // If nothing is left, that is an error of its own.
        if (!route.IsJudged || !route.Candidates.Any())
            return null;

        var unable = route.LeftOut.Where(model => model.Rejection == Rejection.Capability).Select(files.Find)
            .Select(model => $"'{model.Id}' lacks {Names(task.Constraints.Requires & ~model.Manifest!.Capabilities)} and so is never asked");
        var instructed = task.Body.Answer.Value is null
            ? []
            : route.Candidates.Select(files.Find).Where(model => (model.Manifest!.Capabilities & Capabilities.Schema) == 0)
                .Select(model => $"'{model.Id}' lacks {Names(Capabilities.Schema)} and so is told the form of the answer in words");
        var reasons = string.Join("; ", unable.Concat(instructed));
        return reasons.Length == 0 ? null : Diagnostic.Create(Descriptors.CapabilityMismatch, TierOf(reading, context.CancellationToken), task.Id, reasons);
    }

    private static string Names(Capabilities capabilities) => capabilities.ToString().ToLowerInvariant();
}
