using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Sdk.Analyzers;

/// <summary>Reports a build that copies the contract into the plugin's output; the SDK's targets say so.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CopiedContractAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.CopiedContract];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationAction(compilation =>
        {
            if (compilation.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.SwitchyardCopiedContract", out var path) && path.Length > 0)
                compilation.ReportDiagnostic(Diagnostic.Create(Descriptors.CopiedContract, Location.None, path));
        });
    }
}
