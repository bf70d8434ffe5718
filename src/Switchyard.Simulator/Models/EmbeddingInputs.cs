namespace Switchyard.Simulator;

/// <summary>What an embeddings request asks for.</summary>
/// <param name="Texts">The inputs in order; those given as token numbers as the numbers' text.</param>
/// <param name="Dimensions">The length wanted; <see langword="null"/> for the model's own.</param>
/// <param name="IsBase64">Whether vectors are wanted as base64 of little-endian 32-bit floats.</param>
internal sealed record EmbeddingInputs(IReadOnlyList<string> Texts, int? Dimensions, bool IsBase64);
