using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports an attribute whose value, or whose company, leaves nothing that could hold.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnusableConstraintAnalyzer() : TaskAnalyzer(Descriptors.UnusableConstraint);
