namespace Switchyard.Generators;

/// <summary>How an answer is returned.</summary>
/// <param name="Form">What surrounds the value.</param>
/// <param name="AsTask">Whether the method returns a <c>Task</c> rather than a <c>ValueTask</c>.</param>
/// <param name="Type">The value's type in C#, fully qualified.</param>
/// <param name="Value">What is read from the answer: the value, or an item of a stream; <see langword="null"/> for text.</param>
internal sealed record AnswerModel(AnswerForm Form, bool AsTask, string Type, ValueTable? Value)
{
    /// <summary>The member that an answer is wrapped into, as vendors want an object; empty if it is one.</summary>
    public string Wrapper => Value switch
    {
        null => "",
        _ when Form == AnswerForm.Stream => "items",
        { Root.IsNullable: false, RootType.Kind: ValueKind.Object } => "",
        { Root.IsNullable: false, RootType.Kind: ValueKind.List } => "items",
        _ => "value",
    };
}
