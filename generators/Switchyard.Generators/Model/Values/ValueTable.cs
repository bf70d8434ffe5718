namespace Switchyard.Generators;

/// <summary>A type with all types in it. Flat, as a type may hold itself.</summary>
/// <param name="Types">The types.</param>
/// <param name="Root">The type itself.</param>
internal sealed record ValueTable(EquatableArray<ValueModel> Types, ValueUse Root)
{
    public ValueModel RootType => Types[Root.Type];

    public ValueModel this[ValueUse use] => Types[use.Type];
}
