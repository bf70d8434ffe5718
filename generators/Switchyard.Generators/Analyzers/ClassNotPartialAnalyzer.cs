using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a type that contains a task but is not partial.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ClassNotPartialAnalyzer() : TaskAnalyzer(Descriptors.ClassNotPartial);
