namespace Switchyard;

/// <summary>What a request asks for, and so which canonical form its body and its reply have.</summary>
public enum ProviderOperation : byte
{
    /// <summary>An answer to messages: the OpenAI chat-completions JSON.</summary>
    Chat = 0,

    /// <summary>
    /// Vectors for texts: the OpenAI embeddings JSON. The request holds <c>model</c> and <c>input</c> (a string or an array of strings), and may hold
    /// <c>dimensions</c> and <c>encoding_format</c> (<c>float</c> or <c>base64</c>, of little-endian 32-bit floats); the reply is one <c>list</c>
    /// object with <c>data</c> in the order of the inputs, <c>model</c> and <c>usage</c>. Never streamed.
    /// </summary>
    Embeddings = 1,
}
