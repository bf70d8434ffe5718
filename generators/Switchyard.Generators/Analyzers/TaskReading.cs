using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Switchyard.Generators;

/// <summary>What was read of one task.</summary>
/// <param name="Method">The user's half.</param>
/// <param name="Declaration">Its declaration.</param>
/// <param name="Task">What came of it; <see langword="null"/> if there can be no other half.</param>
/// <param name="Problems">What is wrong with it.</param>
internal sealed record TaskReading(IMethodSymbol Method, MethodDeclarationSyntax Declaration, ParsedTask? Task, IReadOnlyList<Problem> Problems)
{
    /// <summary>The task, if it can be implemented and none of its prompts has a mistake: advice on what is broken would only be in the way.</summary>
    public TaskModel? Sound =>
        Problems.All(problem => problem.Descriptor.DefaultSeverity != DiagnosticSeverity.Error) ? Task?.Model : null;
}
