namespace Switchyard;

/// <summary>Names the models of a task, in order of preference, instead of those that the policy lists for its tier.</summary>
/// <param name="ids">Full ids, such as <c>openai/gpt-6-luna</c>.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class ModelAttribute(params string[] ids) : Attribute
{
    /// <summary>The full ids.</summary>
    public IReadOnlyList<string> Ids { get; } = ids;
}
