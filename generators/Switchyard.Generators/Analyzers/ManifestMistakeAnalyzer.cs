using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports mistakes in a provider manifest.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ManifestMistakeAnalyzer() : ConfigurationAnalyzer(Descriptors.ManifestMistake)
{
    private protected override bool IsMine(string path) => ConfigurationParser.IsManifest(path);

    private protected override void Read(string path, string text, List<ConfigurationError> errors) => ManifestReader.Read(path, text, errors);
}
