using System.Collections.Immutable;
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
        && AttributeOf(method) is not null;

    /// <summary>The first of the attributes that make a method a task; <see langword="null"/> if it has none.</summary>
    public static string? AttributeOf(IMethodSymbol method)
    {
        string[] names = [MetadataNames.TierAttribute, MetadataNames.PromptAttribute, MetadataNames.SystemAttribute];
        return Array.Find(names, name => method.Attribute(name) is not null);
    }

    /// <summary>Reads a task.</summary>
    /// <returns>
    /// What came of it; <see langword="null"/> if there can be no other half. A mistake within a prompt does not prevent the model: the text
    /// is then taken as it stands. After any other mistake a half that throws takes its place, so that the user reads that one error, and not
    /// only that of the compiler for a missing half.
    /// </returns>
    /// <param name="method">The task.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="files">The files that prompts may stand in; <see langword="null"/> to leave them for later.</param>
    /// <param name="problems">Where to add what is wrong.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static ParsedTask? Parse(
        IMethodSymbol method, Compilation compilation, ImmutableArray<AdditionalText>? files, ProblemList problems, CancellationToken cancellationToken)
    {
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not MethodDeclarationSyntax declaration)
            return null;

        var attributes = TaskAttributes.Parse(method, declaration, problems);
        var isPartial = DeclarationParser.CheckPartial(method, declaration, problems);
        var taskClass = DeclarationParser.ParseClass(method, declaration, problems);
        var answer = AnswerParser.Parse(method, declaration, compilation, problems);
        var parameters = ParameterParser.Parse(method, declaration, compilation, problems);
        var constraints = ConstraintParser.Parse(method, declaration, answer, compilation, problems, cancellationToken);
        var routers = RouterFinder.Find(method, declaration, compilation, problems);
        var body = attributes is null || parameters is null
            ? null
            : PromptParser.Parse(method, attributes, parameters.Value, answer, files, problems, cancellationToken);

        if (taskClass is null)
            return null;

        if (!isPartial || attributes?.Tier is not { } tier || routers.Count != 1 || body is null || constraints is null)
            return RefusalParser.Parse(method, declaration, routers, RefusalParser.RuleOf(problems)) is { } refused ? new(taskClass, null, refused) : null;

        var withoutFile = body.System.Concat(body.Prompt).Any(part => part.IsFile)
            ? RefusalParser.Parse(method, declaration, routers, RuleIds.MissingPromptFile)
            : null;
        var modifiers = DeclarationParser.Modifiers(declaration);
        var signature = new Signature(modifiers, method.ReturnType.ToCode(), parameters!.Value);
        var documentation = DocumentationParser.Parse(method, declaration, cancellationToken);
        return new(taskClass, new(taskClass, method.Name, method.TaskId(), tier, signature, routers[0], documentation, body, Requiring(constraints, parameters.Value), withoutFile), null);
    }

    // Who is shown a picture must see.
    private static TaskConstraints Requiring(TaskConstraints constraints, EquatableArray<ParameterModel> parameters)
    {
        var requires = constraints.Requires;
        if (parameters.Any(parameter => parameter.Kind is ParameterKind.Image or ParameterKind.Images))
            requires |= Capabilities.Images;
        if (parameters.Any(parameter => parameter.Kind is ParameterKind.File or ParameterKind.Files))
            requires |= Capabilities.Files;
        return constraints with { Requires = requires };
    }
}
