using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a declaration of a form that a task cannot have.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnsupportedFormAnalyzer() : TaskAnalyzer(Descriptors.UnsupportedForm);
