using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Switchyard.Generators;

/// <summary>The attributes of a task.</summary>
/// <param name="Tier">The tier; <see langword="null"/> if it is missing or none.</param>
/// <param name="Prompt">The prompt.</param>
/// <param name="System">The system message, if there is one.</param>
internal sealed record TaskAttributes(Tier? Tier, AttributeData Prompt, AttributeData? System)
{
    public static TaskAttributes? Parse(IMethodSymbol method, MethodDeclarationSyntax declaration, ProblemList problems)
    {
        var tier = method.Attribute(MetadataNames.TierAttribute);
        var prompt = method.Attribute(MetadataNames.PromptAttribute);
        if (tier is null || prompt is null)
        {
            var missing = tier is null ? prompt is null ? "[Tier] and [Prompt]" : "[Tier]" : "[Prompt]";
            problems.Add(Descriptors.IncompleteTask, declaration.Identifier.GetLocation(), method.TaskId(), missing);
        }

        return prompt is null
            ? null
            : new(tier is null ? null : ParseTier(method, tier, problems), prompt, method.Attribute(MetadataNames.SystemAttribute));
    }

    private static Tier? ParseTier(IMethodSymbol method, AttributeData attribute, ProblemList problems)
    {
        // Without a constant the compiler has its own error to show.
        if (attribute.ConstructorArguments is not [{ Kind: TypedConstantKind.Enum, Value: int number }])
            return null;
        if (number is >= (int)Switchyard.Tier.Auto and <= (int)Switchyard.Tier.Frontier)
            return (Tier)number;

        var location = attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation();
        problems.Add(Descriptors.UnsupportedForm, location, method.TaskId(), $"{number} is no tier; use Cheap, Mid, Frontier or Auto");
        return null;
    }
}
