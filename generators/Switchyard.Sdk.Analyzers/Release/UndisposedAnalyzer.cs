using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Sdk.Analyzers;

/// <summary>Reports a timer or listener that nothing disposes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UndisposedAnalyzer() : ReleaseAnalyzer(Descriptors.Undisposed, "Dispose", "DisposeAsync")
{
    private static readonly ImmutableHashSet<string> s_types =
    [
        "System.Threading.Timer", "System.Timers.Timer", "System.Threading.PeriodicTimer", "System.Diagnostics.ActivityListener",
        "System.Diagnostics.Metrics.MeterListener", "System.IO.FileSystemWatcher",
    ];

    private protected override ImmutableArray<OperationKind> Kinds => [OperationKind.ObjectCreation];

    private protected override bool Makes(IOperation operation) => operation.Type is { } type && s_types.Contains(type.FullName());
}
