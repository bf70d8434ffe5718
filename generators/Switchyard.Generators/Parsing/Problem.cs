using Microsoft.CodeAnalysis;

namespace Switchyard.Generators;

/// <summary>Something the parser found wrong. Analyzers report it; the generator goes on without.</summary>
internal sealed record Problem(DiagnosticDescriptor Descriptor, Location? Location, object[] Arguments)
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Location, Arguments);
}
