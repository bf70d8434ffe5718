using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports mistakes in <c>switchyard.json</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PolicyMistakeAnalyzer() : ConfigurationAnalyzer(Descriptors.PolicyMistake)
{
    private protected override bool IsMine(string path) => ConfigurationParser.IsPolicy(path);

    private protected override void Read(string path, string text, List<ConfigurationError> errors) => PolicyReader.Read(path, text, errors);
}
