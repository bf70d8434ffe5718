using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Switchyard.Sdk.Analyzers;

/// <summary>Reports a handler on an event that lives as long as the process, where nothing takes a handler off.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StaticEventAnalyzer() : PluginAnalyzer(Descriptors.StaticEvent)
{
    private protected override void Start(CompilationStartAnalysisContext context)
    {
        var added = new ConcurrentQueue<(IEventSymbol Event, Location Place)>();
        var removed = new ConcurrentDictionary<ISymbol, bool>(SymbolEqualityComparer.Default);
        context.RegisterOperationAction(
            operation =>
            {
                var assignment = (IEventAssignmentOperation)operation.Operation;
                if (assignment.EventReference is not IEventReferenceOperation { Event: var @event } || !OutlivesPlugin(@event, operation.Compilation))
                    return;
                if (!assignment.Adds)
                    removed[@event.OriginalDefinition] = true;
                else if (IsNameless(assignment.HandlerValue))
                    operation.ReportDiagnostic(Report(@event, assignment.Syntax.GetLocation()));
                else
                    added.Enqueue((@event, assignment.Syntax.GetLocation()));
            },
            OperationKind.EventAssignment);
        context.RegisterCompilationEndAction(end =>
        {
            foreach (var (@event, place) in added)
            {
                if (!removed.ContainsKey(@event.OriginalDefinition))
                    end.ReportDiagnostic(Report(@event, place));
            }
        });
    }

    // Those of the plugin's own assembly go with it. AppDomain and the default load context are instances, but there is only one.
    private static bool OutlivesPlugin(IEventSymbol @event, Compilation compilation) =>
        !SymbolEqualityComparer.Default.Equals(@event.ContainingAssembly, compilation.Assembly)
        && (@event.IsStatic || @event.ContainingType.FullName() is "System.AppDomain" or "System.Runtime.Loader.AssemblyLoadContext");

    // A lambda cannot be taken off again: another one that looks the same is another one.
    private static bool IsNameless(IOperation handler) => handler.DescendantsAndSelf().Any(part => part is IAnonymousFunctionOperation);

    private Diagnostic Report(IEventSymbol @event, Location place) => Diagnostic.Create(Descriptor, place, $"{@event.ContainingType.Name}.{@event.Name}");
}
