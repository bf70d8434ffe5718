namespace Switchyard;

/// <summary>The only providers that a task may go to.</summary>
/// <param name="providers">Their ids, such as <c>openai</c>.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class OnlyAttribute(params string[] providers) : Attribute
{
    /// <summary>The ids.</summary>
    public IReadOnlyList<string> Providers { get; } = providers;
}
