using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a task for whose tier the policy lists no model.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NoModelsAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.NoModels];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(TaskAnalyzer.WhereTasksAre);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        var catalog = RouteFiles.Of(context.Options, context.CancellationToken).Catalog;

        // Without a policy it is only known at run time; with a mistake in a file, that mistake is what to mend first.
        if (catalog.IsSound && catalog.Policy is not null)
            context.RegisterSyntaxNodeAction(node => Analyze(node, catalog), SyntaxKind.MethodDeclaration);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, RouteCatalog catalog)
    {
        if (TaskTable.Read(context) is not { Task.Model: { } task } reading)
            return;

        // Models that no manifest has are reported one by one, where they are named.
        var route = RouteJudge.Judge(task, catalog);
        if (route.Candidates.Any() || route.LeftOut.Any(model => model.Rejection == Rejection.UnknownModel))
            return;

        var location = reading.Method.Attribute(MetadataNames.TierAttribute)?.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation();
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.NoModels, location ?? reading.Declaration.Identifier.GetLocation(), task.Id, Reason(task, route)));
    }

    private static string Reason(TaskModel task, TaskRoute route)
    {
        var place = task.Tier == Tier.Auto ? "any tier" : $"the tier \"{task.Tier.ToString().ToLowerInvariant()}\"";
        return route.Models.Count == 0
            ? $"{Policy.FileName} lists no model for {place}; add one"
            : $"all of its models are left out: {string.Join(", ", route.LeftOut.Select(model => $"{model.Model} ({RouteWords.Why(model)})"))}";
    }
}
