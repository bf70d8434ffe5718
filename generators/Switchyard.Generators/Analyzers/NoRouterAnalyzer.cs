using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a task that finds no router.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NoRouterAnalyzer() : TaskAnalyzer(Descriptors.NoRouter);
