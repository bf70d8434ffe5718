namespace Switchyard.Generators;

/// <summary>A model that code can name.</summary>
/// <param name="Id">The full id.</param>
/// <param name="Name">The name in C#.</param>
/// <param name="Summary">What is known of it, to show on hover.</param>
/// <param name="Obsolete">Why it should not be named any more; empty if it may be.</param>
/// <param name="Tier">The tier whose settings hold for its client.</param>
/// <param name="Capabilities">What it can do.</param>
internal sealed record TypedModel(string Id, string Name, string Summary, string Obsolete, Tier Tier, Capabilities Capabilities);
