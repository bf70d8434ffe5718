namespace Switchyard;

/// <summary>Providers that a task must not go to.</summary>
/// <param name="providers">Their ids, such as <c>openai</c>.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class AvoidAttribute(params string[] providers) : Attribute
{
    /// <summary>The ids.</summary>
    public IReadOnlyList<string> Providers { get; } = providers;
}
