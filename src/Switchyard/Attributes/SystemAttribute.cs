namespace Switchyard;

/// <summary>The system message of a task. It stands before the prompt, with the same placeholders.</summary>
/// <param name="text">The text, checked against the parameters when it compiles; empty for one in a file.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SystemAttribute(string text = "") : Attribute
{
    /// <summary>The text with its placeholders.</summary>
    public string Text { get; } = text;

    /// <summary>The file that has the text instead, relative to the project, such as <c>prompts/manners.md</c>.</summary>
    public string? File { get; set; }
}
