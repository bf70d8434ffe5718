using Microsoft.CodeAnalysis;

namespace Switchyard.Generators;

/// <summary>Finds tasks in what a compilation refers to: an application's policy also holds for its libraries.</summary>
internal static class ReferencedTasks
{
    /// <summary>Whether a referenced assembly has the task.</summary>
    public static bool Contain(Compilation compilation, string id)
    {
        var dot = id.IndexOf('.');
        if (dot < 0)
            return false;

        var (type, method) = (id.Substring(0, dot), id.Substring(dot + 1).Split('(')[0]);
        return compilation.SourceModule.ReferencedAssemblySymbols
            .Where(assembly => assembly.TypeNames.Contains(type))
            .SelectMany(assembly => Types(assembly.GlobalNamespace))
            .Where(candidate => candidate.Name == type)
            .SelectMany(candidate => candidate.GetMembers(method).OfType<IMethodSymbol>())
            .Any(candidate => TaskParser.IsTask(candidate) && candidate.TaskId() == id);
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol scope)
    {
        foreach (var member in scope.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type)
                yield return type;
            foreach (var inner in Types(member))
                yield return inner;
        }
    }
}
