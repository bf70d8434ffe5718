namespace Switchyard;

/// <summary>What only the entrance of a call knows of it, as far as rules ask.</summary>
internal interface ICallFacts
{
    /// <summary>Whether a header has one of these texts.</summary>
    /// <param name="name">The header's name in lower case.</param>
    /// <param name="patterns">The texts, of which one that ends in <c>*</c> stands for all that begin so.</param>
    bool HasHeader(string name, string[] patterns);

    /// <summary>Whether a member of the request's metadata has one of these texts.</summary>
    bool HasMetadata(string name, string[] patterns);
}
