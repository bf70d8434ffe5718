using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a placeholder that names no parameter.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnknownPlaceholderAnalyzer() : TaskAnalyzer(Descriptors.UnknownPlaceholder);
