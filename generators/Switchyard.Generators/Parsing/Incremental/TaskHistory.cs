using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Switchyard.Generators;

/// <summary>
/// Reads the tasks of one compilation after another, and of each only those that can have changed. The compiler's own search for attributes binds every
/// task anew after each keystroke, whatever was edited: with a thousand tasks that is most of what an edit costs.
/// </summary>
/// <remarks>A memory and no state: whoever asks in whatever order gets what reading everything would give.</remarks>
internal sealed class TaskHistory
{
    private Snapshot? _last;

    public ImmutableArray<ParsedTask> Read(Compilation compilation, CancellationToken cancellationToken)
    {
        var last = Volatile.Read(ref _last);
        var known = last is not null && last.Compilation.TryGetTarget(out var before) && Declarations.AreSame(before, compilation, cancellationToken) ? last.Tasks : null;
        var tasks = new Dictionary<SyntaxTree, ImmutableArray<ParsedTask>>();
        var all = ImmutableArray.CreateBuilder<ParsedTask>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (known is null || !known.TryGetValue(tree, out var found))
                found = Parse(tree, compilation, cancellationToken);
            tasks[tree] = found;
            all.AddRange(found);
        }

        // The driver keeps its last compilation too; weakly, lest this one should outlive it.
        Volatile.Write(ref _last, new(new(compilation), tasks));
        return all.ToImmutable();
    }

    private static ImmutableArray<ParsedTask> Parse(SyntaxTree tree, Compilation compilation, CancellationToken cancellationToken)
    {
        var tasks = ImmutableArray.CreateBuilder<ParsedTask>();
        SemanticModel? semantics = null;
        foreach (var declaration in TaskSearch.Find(tree.GetRoot(cancellationToken)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            semantics ??= compilation.GetSemanticModel(tree);
            if (semantics.GetDeclaredSymbol(declaration, cancellationToken) is IMethodSymbol method && TaskParser.IsTask(method)
                && TaskParser.Parse(method, compilation, null, new ProblemList(), cancellationToken) is { } task)
            {
                tasks.Add(task);
            }
        }

        return tasks.ToImmutable();
    }

    private sealed class Snapshot(WeakReference<Compilation> compilation, Dictionary<SyntaxTree, ImmutableArray<ParsedTask>> tasks)
    {
        public WeakReference<Compilation> Compilation { get; } = compilation;

        public Dictionary<SyntaxTree, ImmutableArray<ParsedTask>> Tasks { get; } = tasks;
    }
}
