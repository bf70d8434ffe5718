namespace Switchyard.Sdk;

/// <summary>A piece of a request body that goes out as something else.</summary>
/// <param name="Start">Where the piece starts, in bytes.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Replacement">What goes out instead; empty to leave the piece out.</param>
internal readonly record struct BodyEdit(int Start, int Length, ReadOnlyMemory<byte> Replacement)
{
    public int End => Start + Length;
}
