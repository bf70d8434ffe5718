namespace Switchyard.Generators;

/// <summary>A type where it is used.</summary>
/// <param name="Type">Its index in the <see cref="ValueTable"/>.</param>
/// <param name="IsNullable">Whether null is a value here.</param>
/// <param name="Bounds">What the value is held to.</param>
internal sealed record ValueUse(int Type, bool IsNullable, ValueBounds Bounds);
