using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports the mistakes that a reader finds in a configuration file, on the file and where they stand.</summary>
/// <param name="descriptor">The rule.</param>
public abstract class ConfigurationAnalyzer(DiagnosticDescriptor descriptor) : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [descriptor];

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterAdditionalFileAction(Analyze);
    }

    /// <summary>Whether a file is of this analyzer's kind.</summary>
    /// <param name="path">The file's path.</param>
    private protected abstract bool IsMine(string path);

    /// <summary>Reads a file and collects its mistakes.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="text">The file's text.</param>
    /// <param name="errors">Where to add the mistakes.</param>
    private protected abstract void Read(string path, string text, List<ConfigurationError> errors);

    private void Analyze(AdditionalFileAnalysisContext context)
    {
        var path = context.AdditionalFile.Path;
        if (!IsMine(path) || context.AdditionalFile.GetText(context.CancellationToken) is not { } text)
            return;

        var errors = new List<ConfigurationError>();
        Read(path, text.ToString(), errors);
        foreach (var error in errors)
        {
            var place = ConfigurationPlace.Of(path, text, error.Line, error.Column);
            context.ReportDiagnostic(Diagnostic.Create(SupportedDiagnostics[0], place, error.Path, error.Message.TrimEnd('.')));
        }
    }
}
