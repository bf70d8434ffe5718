using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>What of a task's request a vendor's prompt cache can hold: the beginning, up to the first variable.</summary>
internal sealed class CachePrefix
{
    /// <summary>Where a vendor begins to cache, if its manifest does not say. Most begin here (OpenAI, many Anthropic and Gemini models).</summary>
    public const int UsualMinimum = 1024;

    private CachePrefix(int fixedTokens, int totalTokens, PromptPart? breaker, string message) =>
        (FixedTokens, TotalTokens, Breaker, Message) = (fixedTokens, totalTokens, breaker, message);

    /// <summary>The constant tokens before the first variable.</summary>
    public int FixedTokens { get; }

    /// <summary>All constant tokens.</summary>
    public int TotalTokens { get; }

    /// <summary>The first variable.</summary>
    public PromptPart? Breaker { get; }

    /// <summary>The attribute that it stands in.</summary>
    public string Message { get; }

    public static CachePrefix Of(PromptBody body)
    {
        var parts = body.System.Select(part => (Part: part, Message: "System")).Concat(body.Prompt.Select(part => (Part: part, Message: "Prompt"))).ToList();
        var before = parts.TakeWhile(item => !item.Part.IsPlaceholder).Sum(item => item.Part.Text.Length);
        var total = parts.Where(item => !item.Part.IsPlaceholder).Sum(item => item.Part.Text.Length);
        var (breaker, message) = parts.FirstOrDefault(item => item.Part.IsPlaceholder);
        return new(Tokens(before), Tokens(total), breaker, message ?? "");
    }

    /// <summary>The least that one of the models that can answer caches, and whose minimum it is.</summary>
    public static (int Tokens, string Vendor) Minimum(IReadOnlyList<RouteModel> candidates)
    {
        var known = candidates.Where(candidate => candidate.Manifest?.CacheMinimum is not null).OrderBy(candidate => candidate.Manifest!.CacheMinimum).FirstOrDefault();
        return known is null ? (UsualMinimum, "a vendor usually") : (known.Manifest!.CacheMinimum!.Value, known.ProviderName);
    }

    /// <summary>The parameter of a variable, if every call has another value for it: a point in time, or an identifier.</summary>
    public static bool IsVolatile(IMethodSymbol method, string name)
    {
        var type = method.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Type;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] })
            type = value;
        return type is { SpecialType: SpecialType.System_DateTime } || type.Is("System.DateTimeOffset") || type.Is("System.Guid") || type.Is("System.TimeOnly");
    }

    /// <summary>Where a variable stands: in the attribute, or in the file that it names.</summary>
    public static Location? Locate(TaskReading reading, string message, string name, SyntaxNodeAnalysisContext context)
    {
        if (reading.Method.Attribute(message == "System" ? MetadataNames.SystemAttribute : MetadataNames.PromptAttribute) is not { } attribute)
            return null;

        var file = PromptFiles.NameOf(attribute) is { } path
            ? PromptFiles.Find(context.Options.AdditionalFiles.Where(item => PromptFiles.IsPrompt(item.Path)), item => item.Path, path)
            : null;
        return new PromptPlace(reading.Method.TaskId(), message, attribute, file, context.CancellationToken).Of(name);
    }

    /// <summary>About how many tokens a text has: one of prose has about four characters, near enough to tell hundreds from thousands.</summary>
    public static int Tokens(int characters) => characters / 4;
}
