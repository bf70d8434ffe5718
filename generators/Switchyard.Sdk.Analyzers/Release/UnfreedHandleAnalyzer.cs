using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Switchyard.Sdk.Analyzers;

/// <summary>Reports a <c>GCHandle</c> that nothing frees.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnfreedHandleAnalyzer() : ReleaseAnalyzer(Descriptors.UnfreedHandle, "Free")
{
    private protected override ImmutableArray<OperationKind> Kinds => [OperationKind.Invocation];

    private protected override bool Makes(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { Name: "Alloc", ContainingType: var type } } && type.FullName() == "System.Runtime.InteropServices.GCHandle";
}
