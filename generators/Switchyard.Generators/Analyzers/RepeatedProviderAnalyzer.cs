using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a manifest with the id of another, on the second by path, whatever order the build lists them in.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RepeatedProviderAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.RepeatedProvider];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterAdditionalFileAction(Analyze);
    }

    private static void Analyze(AdditionalFileAnalysisContext context)
    {
        var path = context.AdditionalFile.Path;
        if (!ConfigurationParser.IsManifest(path) || context.AdditionalFile.GetText(context.CancellationToken) is not { } text)
            return;
        if (ConfigurationParser.ReadManifests(context.Options.AdditionalFiles, context.CancellationToken) is not { } manifests)
            return;

        var id = manifests.First(manifest => manifest.File == path).Id;
        var first = manifests.Where(manifest => manifest.Id == id).OrderBy(manifest => manifest.File, StringComparer.Ordinal).First();
        if (first.File == path)
            return;

        var node = ConfigurationNodeReader.Read(path, text.ToString(), [])!.Members.First(member => member.Key == "id").Value;
        var place = ConfigurationPlace.Of(path, text, node.Line, node.Column);
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.RepeatedProvider, place, id, ConfigurationParser.FileName(first.File)));
    }
}
