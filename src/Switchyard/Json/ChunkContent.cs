namespace Switchyard;

/// <summary>What a chunk of a stream holds of the model's output.</summary>
[Flags]
internal enum ChunkContent : byte
{
    /// <summary>Nothing: only a role, a finish reason or the usage.</summary>
    None = 0,
    Text = 1,
    ToolCall = 2,

    /// <summary>Visible reasoning.</summary>
    Reasoning = 4,
    Refusal = 8,
}
