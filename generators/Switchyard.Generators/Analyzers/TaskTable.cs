using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>
/// The tasks of one compilation, each read when an analyzer first asks for it and then kept for all others. An editor makes a compilation per
/// keystroke but asks only about the open files; a build asks about all of them.
/// </summary>
internal sealed class TaskTable
{
    // Weak, and the values may refer to their key: a compilation takes its table along.
    private static readonly ConditionalWeakTable<Compilation, TaskTable> s_tables = new();

    private readonly ConcurrentDictionary<SyntaxNode, TaskReading?> _readings = new();
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _called = new(SymbolEqualityComparer.Default);

    /// <summary>How many declarations were looked into, tasks and others.</summary>
    public int Count => _readings.Count;

    public static TaskTable Of(Compilation compilation) => s_tables.GetValue(compilation, static _ => new());

    /// <summary>The task that a node declares, if it does. Of a partial method the attributes may stand on the other half.</summary>
    /// <remarks>A node and not a symbol: of a partial method the compiler may hand over either half.</remarks>
    public static TaskReading? Read(SyntaxNodeAnalysisContext context)
    {
        if (context.Node is not MethodDeclarationSyntax declaration
            || (declaration.AttributeLists.Count == 0 && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword)))
        {
            return null;
        }

        // Two that ask at once read twice, and keep one: cheaper than a lock, and what is cancelled leaves nothing behind.
        var readings = Of(context.Compilation)._readings;
        return readings.TryGetValue(declaration, out var known)
            ? known
            : Keep(readings, declaration, Read(declaration, context.SemanticModel, context.Options.AdditionalFiles, context.CancellationToken));
    }

    // A file may change while the compilation stays: what a prompt in a file has to do with it is read anew.
    private static TaskReading? Keep(ConcurrentDictionary<SyntaxNode, TaskReading?> readings, SyntaxNode declaration, TaskReading? reading) =>
        reading?.Method.GetAttributes().Any(attribute => PromptFiles.NameOf(attribute) is not null) == true ? reading : readings.GetOrAdd(declaration, reading);

    /// <summary>Whether a method that is called is a task, of this project or of a referenced one.</summary>
    public bool IsTask(IMethodSymbol method)
    {
        // Most calls are none, and their return type says so at no cost.
        if (method.ReturnType is not INamedTypeSymbol { Name: "ValueTask" or "Task" or "IAsyncEnumerable", Arity: 1 })
            return false;

        var definition = method.OriginalDefinition;
        definition = definition.PartialDefinitionPart ?? definition;
        return _called.TryGetValue(definition, out var known) ? known : _called.GetOrAdd(definition, TaskParser.IsTask(definition));
    }

    private static TaskReading? Read(
        MethodDeclarationSyntax declaration, SemanticModel semantics, ImmutableArray<AdditionalText> files, CancellationToken cancellationToken)
    {
        if (semantics.GetDeclaredSymbol(declaration, cancellationToken) is not { } method || !TaskParser.IsTask(method))
            return null;

        var problems = new ProblemList();
        var task = TaskParser.Parse(method, semantics.Compilation, files, problems, cancellationToken);
        return new(method, declaration, task, problems.Items);
    }
}
