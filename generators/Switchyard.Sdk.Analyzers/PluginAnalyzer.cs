using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Sdk.Analyzers;

/// <summary>Looks at the code of a provider plugin, one rule per analyzer.</summary>
/// <param name="descriptor">The rule.</param>
public abstract class PluginAnalyzer(DiagnosticDescriptor descriptor) : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [descriptor];

    private protected DiagnosticDescriptor Descriptor { get; } = descriptor;

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            // A project that does not know the contract is no part of a plugin.
            if (start.Compilation.GetTypeByMetadataName("Switchyard.IProviderFactory") is not null)
                Start(start);
        });
    }

    /// <summary>Registers what the rule looks at.</summary>
    /// <param name="context">One compilation.</param>
    private protected abstract void Start(CompilationStartAnalysisContext context);
}
