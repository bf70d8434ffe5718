namespace Switchyard;

/// <summary>The user message of a task. <c>{name}</c> stands for the parameter of that name; <c>{{</c> and <c>}}</c> for a brace.</summary>
/// <param name="text">The text, checked against the parameters when it compiles.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PromptAttribute(string text) : Attribute
{
    /// <summary>The text with its placeholders.</summary>
    public string Text { get; } = text;
}
