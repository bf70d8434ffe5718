using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Switchyard.Generators;

/// <summary>
/// Reads the constants that this generator emits itself. While it runs they do not exist, so that the compiler cannot say what <c>Models.OpenAI.Gpt6Luna</c> in
/// an attribute is: it is taken by its name, which policy and manifests then give its id.
/// </summary>
internal static class ModelReferences
{
    /// <summary>The class of the constants.</summary>
    private const string Holder = "Models";

    private const string Start = Holder + ".";

    // Constants may be made of constants; nobody writes more of them than this.
    private const int MaxDepth = 8;

    /// <summary>Whether a text stands for an id that is not known yet. Ids have a slash.</summary>
    public static bool IsReference(string text) => text.StartsWith(Start, StringComparison.Ordinal) && text.IndexOf('/') < 0;

    /// <summary>The arguments of an attribute, each as its text or as a reference; <see langword="null"/> in place of what can be neither.</summary>
    public static IReadOnlyList<string?> Read(AttributeData attribute, Compilation compilation, CancellationToken cancellationToken) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is AttributeSyntax { ArgumentList: { } list } syntax
            ? [.. list.Arguments.Where(argument => argument.NameEquals is null).SelectMany(Items).Select(item => Read(item, compilation.GetSemanticModel(syntax.SyntaxTree), 0, cancellationToken))]
            : [];

    /// <summary>A task in which every reference that is known has become its id.</summary>
    public static TaskModel Resolve(TaskModel task, EquatableArray<TypedProvider> providers)
    {
        if (!task.Constraints.Models.Any(IsReference))
            return task;

        var models = task.Constraints.Models.Select(text => IsReference(text) ? Find(text, providers) ?? text : text);
        return task with { Constraints = task.Constraints with { Models = models.Distinct().ToEquatableArray() } };
    }

    private static string? Find(string reference, EquatableArray<TypedProvider> providers)
    {
        var parts = reference.Split('.');
        return providers.Where(provider => provider.Name == parts[1]).SelectMany(provider => provider.Models).FirstOrDefault(model => model.Name == parts[2])?.Id;
    }

    private static IEnumerable<ExpressionSyntax> Items(AttributeArgumentSyntax argument) => argument.Expression switch
    {
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
        ImplicitArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
        CollectionExpressionSyntax collection => collection.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression),
        var expression => [expression],
    };

    private static string? Read(ExpressionSyntax expression, SemanticModel semantics, int depth, CancellationToken cancellationToken)
    {
        if (expression is ParenthesizedExpressionSyntax inner)
            return Read(inner.Expression, semantics, depth, cancellationToken);
        if (expression is not (NameSyntax or MemberAccessExpressionSyntax))
            return expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(name => IsOurs(name, semantics, cancellationToken)) ? null : Constant();

        var symbol = semantics.GetSymbolInfo(expression, cancellationToken).Symbol;
        if (symbol is null || IsEmitted(symbol))
            return Reference(Names(expression), expression, semantics.Compilation);

        // A constant of the user's may be made of one of ours.
        return symbol is IFieldSymbol { IsConst: true } && depth < MaxDepth
            && symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } value }
            ? Read(value, semantics.Compilation.GetSemanticModel(value.SyntaxTree), depth + 1, cancellationToken)
            : Constant();

        string? Constant() => semantics.GetConstantValue(expression, cancellationToken) is { HasValue: true, Value: string text } ? text : null;
    }

    private static bool IsOurs(SimpleNameSyntax name, SemanticModel semantics, CancellationToken cancellationToken) =>
        semantics.GetSymbolInfo(name, cancellationToken).Symbol is { } symbol && IsEmitted(symbol);

    private static bool IsEmitted(ISymbol symbol) =>
        symbol is IFieldSymbol { IsConst: true, ContainingType.ContainingType: { Name: Holder, ContainingType: null } holder }
        && holder.ContainingNamespace is { Name: "Switchyard", ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>By the last two names, after what a using directive puts in the place of the first.</summary>
    private static string? Reference(List<string> names, SyntaxNode place, Compilation compilation)
    {
        if (names.Count > 2 && names[names.Count - 3] == Holder)
            return $"{Start}{names[names.Count - 2]}.{names[names.Count - 1]}";

        var usings = Usings(place, compilation);
        if (names.Count > 0 && usings.FirstOrDefault(item => item.Alias?.Name.Identifier.ValueText == names[0]) is { NamespaceOrType: { } aliased })
            names = [.. Names(aliased), .. names.Skip(1)];

        // A name alone stands in a class that is used as static. In which one of several, only the compiler could say.
        if (names.Count == 1)
        {
            var holders = usings.Where(item => !item.StaticKeyword.IsKind(SyntaxKind.None)).Select(item => Names(item.NamespaceOrType)).Where(path => path.Count > 1 && path[path.Count - 2] == Holder).ToList();
            return holders.Count == 1 ? $"{Start}{holders[0][holders[0].Count - 1]}.{names[0]}" : null;
        }

        return names.Count > 1 ? $"{Start}{names[names.Count - 2]}.{names[names.Count - 1]}" : null;
    }

    private static List<UsingDirectiveSyntax> Usings(SyntaxNode place, Compilation compilation)
    {
        var usings = new List<UsingDirectiveSyntax>();
        foreach (var node in place.Ancestors())
        {
            if (node is CompilationUnitSyntax unit)
                usings.AddRange(unit.Usings);
            else if (node is BaseNamespaceDeclarationSyntax scope)
                usings.AddRange(scope.Usings);
        }

        var others = compilation.SyntaxTrees.Where(tree => tree != place.SyntaxTree).Select(tree => tree.GetRoot()).OfType<CompilationUnitSyntax>();
        usings.AddRange(others.SelectMany(unit => unit.Usings).Where(item => item.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)));
        return usings;
    }

    private static List<string> Names(SyntaxNode? expression) => expression switch
    {
        SimpleNameSyntax name => [name.Identifier.ValueText],
        QualifiedNameSyntax qualified => [.. Names(qualified.Left), .. Names(qualified.Right)],
        AliasQualifiedNameSyntax qualified => Names(qualified.Name),
        MemberAccessExpressionSyntax member => [.. Names(member.Expression), .. Names(member.Name)],
        _ => [],
    };
}
