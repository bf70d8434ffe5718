using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a parameter that no prompt names.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnusedParameterAnalyzer() : TaskAnalyzer(Descriptors.UnusedParameter);
