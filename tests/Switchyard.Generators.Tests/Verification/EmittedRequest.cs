using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Switchyard.Generators.Tests;

/// <summary>The request that an emitted method writes, read from its code: literals as they are, each argument as <c>«name»</c>.</summary>
internal sealed class EmittedRequest
{
    private EmittedRequest(IMethodSymbol method, string json)
    {
        Method = method;
        Json = JsonDocument.Parse(json).RootElement;
    }

    /// <summary>The user's half.</summary>
    public IMethodSymbol Method { get; }

    public JsonElement Json { get; }

    public static IEnumerable<EmittedRequest> Of(Compilation output)
    {
        foreach (var tree in output.SyntaxTrees.Where(tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)))
        {
            var model = output.GetSemanticModel(tree);
            foreach (var method in tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<MethodDeclarationSyntax>())
                yield return new(model.GetDeclaredSymbol(method, TestContext.Current.CancellationToken)!.PartialDefinitionPart!, Write(method));
        }
    }

    public string? Message(string role) =>
        Json.GetProperty("messages").EnumerateArray()
            .Where(message => message.GetProperty("role").GetString() == role)
            .Select(message => message.GetProperty("content").GetString())
            .SingleOrDefault();

    private static string Write(MethodDeclarationSyntax method)
    {
        // As Begin and Complete surround it.
        var json = new StringBuilder("{\"model\":\"\"");
        foreach (var invocation in method.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (invocation.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: ['W', 'r', 'i', 't', 'e', ..] })
                continue;

            var argument = invocation.ArgumentList.Arguments[0].Expression;
            json.Append(argument.IsKind(SyntaxKind.Utf8StringLiteralExpression)
                ? ((LiteralExpressionSyntax)argument).Token.ValueText
                : $"«{argument.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().First(IsArgument).Identifier.ValueText}»");
        }

        return json.Append('}').ToString();
    }

    // Not a part of global::System.IFormattable.
    private static bool IsArgument(IdentifierNameSyntax name) =>
        name.Parent is not (AliasQualifiedNameSyntax or QualifiedNameSyntax);
}
