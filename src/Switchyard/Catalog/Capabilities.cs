namespace Switchyard;

/// <summary>What a model can do besides answering text with text.</summary>
[Flags]
public enum Capabilities
{
    /// <summary>Text in, text out.</summary>
    None = 0,

    /// <summary><c>schema</c>: holds its answer to a JSON schema (<c>response_format</c> of type <c>json_schema</c>).</summary>
    Schema = 1,

    /// <summary><c>tools</c>: calls tools.</summary>
    Tools = 2,

    /// <summary><c>images</c>: reads images.</summary>
    Images = 4,

    /// <summary><c>files</c>: reads files, such as PDF.</summary>
    Files = 8,

    /// <summary><c>reasoning</c>: reasons before it answers, and bills that as output.</summary>
    Reasoning = 16,

    /// <summary><c>prefill</c>: continues an answer whose beginning is given as the last assistant message.</summary>
    Prefill = 32,

    /// <summary><c>embeddings</c>: turns texts into vectors.</summary>
    Embeddings = 64,
}
