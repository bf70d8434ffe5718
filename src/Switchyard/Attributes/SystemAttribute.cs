namespace Switchyard;

/// <summary>The system message of a task. It stands before the prompt, with the same placeholders.</summary>
/// <param name="text">The text, checked against the parameters when it compiles.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SystemAttribute(string text) : Attribute
{
    /// <summary>The text with its placeholders.</summary>
    public string Text { get; } = text;
}
