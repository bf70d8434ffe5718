using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Switchyard.Benchmarks.Compiling;

/// <summary>What the compiler's own search for attributes costs: a generator that finds the tasks by it and takes no more than their names.</summary>
internal sealed class EmptyGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var names = context.SyntaxProvider
            .ForAttributeWithMetadataName("Switchyard.TierAttribute", static (node, _) => node is MethodDeclarationSyntax, static (found, _) => found.TargetSymbol.Name)
            .Collect();
        context.RegisterSourceOutput(names, static (output, found) => output.AddSource("Count.g.cs", $"// {found.Length}"));
    }
}
