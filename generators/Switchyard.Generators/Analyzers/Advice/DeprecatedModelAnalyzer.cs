using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a model of a tier for which its manifest names a successor.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeprecatedModelAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.DeprecatedModel];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterAdditionalFileAction(Analyze);
    }

    private static void Analyze(AdditionalFileAnalysisContext context)
    {
        if (PolicyEntries.Read(context.AdditionalFile, context.CancellationToken) is not { } policy)
            return;

        var successors = RouteFiles.Of(context.Options, context.CancellationToken).Manifests
            .SelectMany(manifest => manifest.Models.Select(model => (Id: $"{manifest.Id}/{model.Id}", model.Successor)))
            .ToLookup(model => model.Id, model => model.Successor, StringComparer.Ordinal);
        foreach (var entry in PolicyEntries.Models(policy.Root))
        {
            if (successors[entry.Key].FirstOrDefault() is { } successor)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.DeprecatedModel,
                    policy.Locate(entry.Value),
                    ImmutableDictionary<string, string?>.Empty.Add(PolicyEntryAnalyzer.Replacement, successor),
                    entry.Key,
                    successor));
            }
        }
    }
}
