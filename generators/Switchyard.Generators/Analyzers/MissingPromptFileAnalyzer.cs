using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a prompt whose file the build does not see.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingPromptFileAnalyzer() : TaskAnalyzer(Descriptors.MissingPromptFile);
