namespace Switchyard.Conformance;

/// <summary>One thing that a provider must do.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Run">Does it, and throws <see cref="ConformanceException"/> if the provider does not.</param>
internal sealed record ConformanceCheck(string Name, Func<Scene, Task> Run);
