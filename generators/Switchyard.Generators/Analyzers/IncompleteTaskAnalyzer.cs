using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a task that lacks one of its attributes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IncompleteTaskAnalyzer() : TaskAnalyzer(Descriptors.IncompleteTask);
