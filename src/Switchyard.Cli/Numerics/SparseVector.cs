namespace Switchyard.Cli;

/// <summary>Places and values of the words that a prompt holds; unit length.</summary>
internal readonly record struct SparseVector(int[] Indices, float[] Values);
