using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a parameter that cannot be written into a prompt.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnsupportedParameterAnalyzer() : TaskAnalyzer(Descriptors.UnsupportedParameter);
