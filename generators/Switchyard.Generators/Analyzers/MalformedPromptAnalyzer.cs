using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a brace that belongs to no placeholder.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MalformedPromptAnalyzer() : TaskAnalyzer(Descriptors.MalformedPrompt);
