using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports an empty message.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EmptyPromptAnalyzer() : TaskAnalyzer(Descriptors.EmptyPrompt);
