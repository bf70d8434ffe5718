using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a task that finds more than one router.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SeveralRoutersAnalyzer() : TaskAnalyzer(Descriptors.SeveralRouters);
