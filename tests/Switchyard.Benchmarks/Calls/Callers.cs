namespace Switchyard.Benchmarks.Calls;

/// <summary>The ways to ask that are compared. The first is the baseline.</summary>
internal static class Callers
{
    public static readonly string[] Names =
        ["HttpClient, hand-written", "OpenAI .NET SDK", "Switchyard, generated", "… without the plugin host"];

    public static ICaller Create(string name, Uri endpoint) => Array.IndexOf(Names, name) switch
    {
        0 => new HandWrittenCaller(endpoint),
        1 => new OpenAISdkCaller(endpoint),
        2 => SwitchyardCaller.WithPlugin(endpoint),
        3 => SwitchyardCaller.InProcess(endpoint),
        _ => throw new ArgumentException($"{name} is none of: {string.Join("; ", Names)}.", nameof(name)),
    };
}
