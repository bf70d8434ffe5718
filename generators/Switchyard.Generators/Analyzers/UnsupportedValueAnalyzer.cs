using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a type that holds what has no form in JSON.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnsupportedValueAnalyzer() : TaskAnalyzer(Descriptors.UnsupportedValue);
