namespace Switchyard.Generators;

/// <summary>How a parameter can be absent. An absent value is written as nothing.</summary>
internal enum Nullability
{
    /// <summary>It cannot.</summary>
    Never,

    /// <summary>A reference, which is checked whether it is annotated or not: not every caller has nullable on.</summary>
    Reference,

    /// <summary>A <see cref="Nullable{T}"/>.</summary>
    Value,
}
