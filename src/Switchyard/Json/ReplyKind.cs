namespace Switchyard;

/// <summary>What a reply holds.</summary>
internal enum ReplyKind : byte
{
    /// <summary>It cannot be read as a <c>chat.completion</c>.</summary>
    Malformed,

    /// <summary>Text, possibly empty.</summary>
    Text,

    /// <summary>No text, but tool calls.</summary>
    ToolCalls,

    /// <summary>The model declined.</summary>
    Refusal,
}
