namespace Switchyard.Generators;

/// <summary>Which models code can name, of the providers that the policy names.</summary>
internal enum ModelSelection
{
    /// <summary>All of them, but of a provider with very many only those that the policy names.</summary>
    Automatic,

    /// <summary>All of them.</summary>
    All,

    /// <summary>Those that the policy names.</summary>
    Policy,

    /// <summary>None.</summary>
    None,
}
