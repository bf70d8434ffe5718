namespace Switchyard.Sdk;

/// <summary>What one pass over an embeddings reply of the OpenAI wire found.</summary>
internal struct EmbeddingsFacts
{
    /// <summary>Whether it holds at least one vector.</summary>
    public bool HasVectors;

    /// <summary>Whether it holds an error object.</summary>
    public bool HasError;

    /// <summary>The tokens used, as far as they are reported.</summary>
    public TokenUsage Usage;
}
