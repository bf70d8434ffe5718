namespace Switchyard.Generators;

/// <summary>What surrounds the value that a task returns.</summary>
internal enum AnswerForm
{
    /// <summary>Nothing: the value alone.</summary>
    Value,

    /// <summary>A <c>RoutedResult</c>.</summary>
    Result,

    /// <summary>A stream of pieces of text, or of the items of a list.</summary>
    Stream,
}
