using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using Switchyard.Generators;

namespace Switchyard.CodeFixes;

/// <summary>
/// Gives the tasks of a type a router: a parameter of the primary constructor, or a field that the only constructor sets; a static task takes it
/// itself. Where a type has several constructors, nobody but its author knows how each would come by one.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AddRouterFix() : CodeFix(RuleIds.NoRouter)
{
    private protected override Task<Edit?> FindAsync(Document document, SyntaxNode root, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var edit = root.FindToken(diagnostic.Location.SourceSpan.Start).Parent is MethodDeclarationSyntax { Parent: TypeDeclarationSyntax type } method
            ? Find(document, root, method, type)
            : null;
        return Task.FromResult(edit);
    }

    private static Edit? Find(Document document, SyntaxNode root, MethodDeclarationSyntax method, TypeDeclarationSyntax type)
    {
        if (method.Modifiers.Any(SyntaxKind.StaticKeyword))
            return IsTaken(method.ParameterList) ? null : Replace(document, root, $"Let {method.Identifier.Text} take a Router", method.ParameterList, Add(method.ParameterList));

        var constructors = type.Members.OfType<ConstructorDeclarationSyntax>().Where(constructor => !constructor.Modifiers.Any(SyntaxKind.StaticKeyword)).ToList();
        var title = $"Let {type.Identifier.Text} take a Router";
        switch (type.ParameterList, constructors.Count)
        {
            case ({ } list, 0):
                return IsTaken(list) ? null : Replace(document, root, title, list, Add(list));
            case (null, 0) when type is ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax:
                var name = type.TypeParameterList is { } parameters ? parameters.GetLastToken() : type.Identifier;
                var withList = type.ReplaceToken(name, name.WithTrailingTrivia());
                var fresh = Add(SyntaxFactory.ParameterList()).WithTrailingTrivia(name.TrailingTrivia);
                return Replace(document, root, title, type, withList.WithParameterList(fresh));
            case (null, 1) when constructors[0] is { Body: not null, Initializer: null or { ThisOrBaseKeyword.RawKind: (int)SyntaxKind.BaseKeyword } } && !IsTaken(constructors[0].ParameterList):
                return Replace(document, root, title, type, WithField(type, constructors[0]));
            default:
                return null;
        }
    }

    private static TypeDeclarationSyntax WithField(TypeDeclarationSyntax type, ConstructorDeclarationSyntax constructor)
    {
        var line = LineBreak.Of(type);
        var assignment = SyntaxFactory.ParseStatement("_router = router;").WithTrailingTrivia(line).WithAdditionalAnnotations(Formatter.Annotation);
        var taking = constructor.WithParameterList(Add(constructor.ParameterList)).WithBody(constructor.Body!.WithStatements(constructor.Body.Statements.Insert(0, assignment)));
        var field = SyntaxFactory.ParseMemberDeclaration("private readonly global::Switchyard.Router _router;")!
            .WithTrailingTrivia(line)
            .WithAdditionalAnnotations(Simplifier.Annotation, Formatter.Annotation);
        var members = type.ReplaceNode(constructor, taking).Members;
        var next = members[0].WithLeadingTrivia(members[0].GetLeadingTrivia().Insert(0, line));
        return type.WithMembers(members.Replace(members[0], next).Insert(0, field));
    }

    // Before what is optional: nothing that must be given can come after.
    private static ParameterListSyntax Add(ParameterListSyntax list)
    {
        var parameters = list.Parameters;
        var place = parameters.TakeWhile(parameter => parameter.Default is null && !parameter.Modifiers.Any(SyntaxKind.ParamsKeyword)).Count();
        var router = SyntaxFactory.Parameter(SyntaxFactory.Identifier("router"))
            .WithType(SyntaxFactory.ParseTypeName("global::Switchyard.Router").WithTrailingTrivia(SyntaxFactory.Space).WithAdditionalAnnotations(Simplifier.Annotation));
        if (place > 0)
            router = router.WithLeadingTrivia(SyntaxFactory.Space);
        else if (parameters.Count > 0)
            parameters = parameters.Replace(parameters[0], parameters[0].WithLeadingTrivia(SyntaxFactory.Space));
        return list.WithParameters(parameters.Insert(place, router));
    }

    private static bool IsTaken(ParameterListSyntax list) => list.Parameters.Any(parameter => parameter.Identifier.ValueText == "router");
}
