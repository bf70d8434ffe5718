namespace Switchyard;

/// <summary>The user message of a task. <c>{name}</c> stands for the parameter of that name; <c>{{</c> and <c>}}</c> for a brace.</summary>
/// <param name="text">The text, checked against the parameters when it compiles; empty for one in a file.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PromptAttribute(string text = "") : Attribute
{
    /// <summary>The text with its placeholders.</summary>
    public string Text { get; } = text;

    /// <summary>
    /// The file that has the text instead, relative to the project, such as <c>prompts/classify.md</c>. The build takes it in; it need not be there at
    /// run time.
    /// </summary>
    public string? File { get; set; }
}
