using Microsoft.CodeAnalysis;

namespace Switchyard.Generators;

/// <summary>Collects what the parser finds wrong.</summary>
internal sealed class ProblemList
{
    private readonly List<Problem> _problems = [];

    public IReadOnlyList<Problem> Items => _problems;

    public void Add(DiagnosticDescriptor descriptor, Location? location, params object[] arguments) =>
        _problems.Add(new(descriptor, location, arguments));
}
