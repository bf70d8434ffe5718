namespace Switchyard.Cli;

/// <summary>The capabilities by the names that manifests have for them.</summary>
internal static class CapabilityNames
{
    public static readonly (string Name, Capabilities Value)[] All =
    [
        ("schema", Capabilities.Schema),
        ("tools", Capabilities.Tools),
        ("images", Capabilities.Images),
        ("files", Capabilities.Files),
        ("reasoning", Capabilities.Reasoning),
        ("prefill", Capabilities.Prefill),
    ];

    public static IEnumerable<string> Of(Capabilities capabilities) => All.Where(item => (capabilities & item.Value) != 0).Select(item => item.Name);
}
