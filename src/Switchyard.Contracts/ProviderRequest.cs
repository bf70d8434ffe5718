namespace Switchyard;

/// <summary>
/// One request in canonical form: the OpenAI JSON of its <see cref="Operation"/> as UTF-8. Valid only until the attempt ends: the memory goes
/// back to a pool, so a provider copies what it wants to keep.
/// </summary>
public readonly record struct ProviderRequest
{
    /// <summary>
    /// What is asked for. A provider that cannot do it answers <see cref="Outcome.ModelUnavailable"/>: another candidate may.
    /// </summary>
    public ProviderOperation Operation { get; init; }

    /// <summary>
    /// The body, with any value for <c>model</c>. A body for a stream holds <c>"stream":true</c> and asks for usage in
    /// <c>stream_options</c>; the token limit is called <c>max_completion_tokens</c>.
    /// </summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Where in <see cref="Body"/> the value of <c>model</c> starts (its opening quote), in bytes.</summary>
    public required int ModelStart { get; init; }

    /// <summary>The length of the value of <c>model</c> in <see cref="Body"/>, quotes included, in bytes.</summary>
    public required int ModelLength { get; init; }

    /// <summary>The provider's own id of the model to call, such as <c>gpt-6-luna</c>.</summary>
    public required string Model { get; init; }

    /// <summary><see cref="Model"/> as a JSON string, quotes included, ready to stand in place of the value in <see cref="Body"/>.</summary>
    public required ReadOnlyMemory<byte> ModelJson { get; init; }

    /// <summary>The key to authenticate with.</summary>
    public required ProviderKey Key { get; init; }
}
