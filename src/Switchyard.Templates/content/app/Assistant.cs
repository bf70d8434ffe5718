using Switchyard;

namespace SwitchyardApp;

/// <summary>The tasks of this application; the build writes the calls.</summary>
public sealed partial class Assistant(Router router)
{
    /// <summary>Summarises a text in one sentence.</summary>
    [Tier(Tier.Cheap)]
    [Prompt("Summarise in one sentence: {text}")]
    public partial ValueTask<RoutedResult<string>> SummariseAsync(string text, CancellationToken cancellationToken = default);
}
