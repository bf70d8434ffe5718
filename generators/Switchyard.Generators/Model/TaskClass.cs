namespace Switchyard.Generators;

/// <summary>The class that declares tasks.</summary>
/// <param name="Namespace">As it is written in code; empty for the global one.</param>
/// <param name="Name">The name without type parameters.</param>
/// <param name="HintName">The name of the emitted file, without its ending.</param>
/// <param name="HolderName">The name of the file-local class that holds the task definitions.</param>
/// <param name="Declarations">The partial declarations to repeat, outermost first, such as <c>partial class Desk&lt;T&gt;</c>.</param>
internal sealed record TaskClass(string Namespace, string Name, string HintName, string HolderName, EquatableArray<string> Declarations);
