using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Sdk.Analyzers;

/// <summary>Reports a thread that nothing joins.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnjoinedThreadAnalyzer() : ReleaseAnalyzer(Descriptors.UnjoinedThread, "Join")
{
    private protected override ImmutableArray<OperationKind> Kinds => [OperationKind.ObjectCreation];

    private protected override bool Makes(IOperation operation) => operation.Type?.FullName() == "System.Threading.Thread";
}
