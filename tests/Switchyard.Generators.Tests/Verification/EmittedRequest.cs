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
            {
                if (model.GetDeclaredSymbol(method, TestContext.Current.CancellationToken)!.PartialDefinitionPart is { } task)
                    yield return new(task, Write(method));
            }
        }
    }

    public string? Message(string role) =>
        Json.GetProperty("messages").EnumerateArray()
            .Where(message => message.GetProperty("role").GetString() == role)
            .Select(message => Text(message.GetProperty("content")))
            .SingleOrDefault();

    private static string Text(JsonElement content) => content.ValueKind == JsonValueKind.String
        ? content.GetString()!
        : string.Concat(content.EnumerateArray().Select(part => part.GetProperty("text").GetString()));

    private static string Write(MethodDeclarationSyntax method)
    {
        // As Begin and Complete surround it.
        var json = new StringBuilder("{\"model\":\"\"");
        foreach (var invocation in method.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (invocation.Expression is not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: ['c', 'a', 'l', 'l', ..] } } member)
                continue;

            var name = member.Name.Identifier.ValueText;
            if (name == "Separate" && json[^1] != '[')
                json.Append(',');
            if (!name.StartsWith("Write", StringComparison.Ordinal) || name == "WriteHistory")
                continue;

            var argument = invocation.ArgumentList.Arguments[0].Expression;
            if (name is "WriteImage" or "WriteFile")
            {
                json.Append(json[^1] == '[' ? "" : ",").Append("{\"text\":\"«").Append(argument).Append("»\"}");
                continue;
            }

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
