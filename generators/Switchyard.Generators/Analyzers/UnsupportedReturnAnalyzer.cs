using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a return type that a task cannot have.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnsupportedReturnAnalyzer() : TaskAnalyzer(Descriptors.UnsupportedReturn);
