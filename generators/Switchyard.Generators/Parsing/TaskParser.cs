using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Switchyard.Generators;

/// <summary>
/// Reads a task from its declaration. The one place that knows what makes a task: the generator takes the model, analyzers take the
/// problems, so the two cannot disagree.
/// </summary>
internal static class TaskParser
{
    /// <summary>Whether the method has to do with Switchyard at all.</summary>
    public static bool IsTask(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Ordinary
        && method.PartialDefinitionPart is null
        && (method.Attribute(MetadataNames.TierAttribute) is not null
            || method.Attribute(MetadataNames.PromptAttribute) is not null
            || method.Attribute(MetadataNames.SystemAttribute) is not null);

    /// <summary>Reads a task.</summary>
    /// <returns>
    /// The model; <see langword="null"/> if the method cannot be implemented. A mistake within a prompt does not prevent that: the text is
    /// then taken as it stands, so that the user reads one error, not also that of the compiler for a missing half.
    /// </returns>
    public static TaskModel? Parse(IMethodSymbol method, Compilation compilation, ProblemList problems, CancellationToken cancellationToken)
    {
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not MethodDeclarationSyntax declaration)
            return null;

        var attributes = TaskAttributes.Parse(method, declaration, problems);
        var isPartial = DeclarationParser.CheckPartial(method, declaration, problems);
        var taskClass = DeclarationParser.ParseClass(method, declaration, problems);
        var answer = AnswerParser.Parse(method, declaration, problems);
        var parameters = ParameterParser.Parse(method, declaration, problems);
        var router = RouterFinder.Find(method, declaration, compilation, problems);
        var body = attributes is null || parameters is null
            ? null
            : PromptParser.Parse(method, attributes, parameters.Value, answer, problems, cancellationToken);

        if (!isPartial || attributes?.Tier is not { } tier || taskClass is null || router is null || body is null)
            return null;

        var modifiers = DeclarationParser.Modifiers(declaration);
        var signature = new Signature(modifiers, method.ReturnType.ToCode(), parameters!.Value);
        var documentation = DocumentationParser.Parse(method, declaration, cancellationToken);
        return new(taskClass, method.Name, tier, signature, router, documentation, body);
    }
}
