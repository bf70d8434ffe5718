using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a format on a parameter that takes none.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnusableFormatAnalyzer() : TaskAnalyzer(Descriptors.UnusableFormat);
