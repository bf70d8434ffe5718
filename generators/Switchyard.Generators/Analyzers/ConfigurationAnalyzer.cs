using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

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
            context.ReportDiagnostic(Diagnostic.Create(SupportedDiagnostics[0], Locate(path, text, error), error.Path, error.Message.TrimEnd('.')));
    }

    private static Location Locate(string path, SourceText text, ConfigurationError error)
    {
        var line = text.Lines[Math.Min(Math.Max(error.Line, 1), text.Lines.Count) - 1];
        var start = Math.Min(line.Start + Math.Max(error.Column, 1) - 1, line.End);
        var span = TextSpan.FromBounds(start, End(text, start, line.End));
        return Location.Create(path, span, text.Lines.GetLinePositionSpan(span));
    }

    // As far as a string, a number or a word reaches; otherwise one character.
    private static int End(SourceText text, int start, int lineEnd)
    {
        if (start == lineEnd)
            return start;

        var end = start + 1;
        if (text[start] == '"')
        {
            while (end < lineEnd && text[end] != '"')
                end += text[end] == '\\' ? 2 : 1;
            return Math.Min(end + 1, lineEnd);
        }

        while ((text[start] == '-' || char.IsLetterOrDigit(text[start])) && end < lineEnd && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '-' or '+'))
            end++;
        return end;
    }
}
