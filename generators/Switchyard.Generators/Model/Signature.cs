namespace Switchyard.Generators;

/// <summary>The declaration as the emitted half must repeat it.</summary>
/// <param name="Modifiers">Accessibility and the like, without <c>partial</c>; each followed by a space.</param>
/// <param name="ReturnType">The return type, fully qualified.</param>
/// <param name="Parameters">All parameters in order.</param>
internal sealed record Signature(string Modifiers, string ReturnType, EquatableArray<ParameterModel> Parameters);
