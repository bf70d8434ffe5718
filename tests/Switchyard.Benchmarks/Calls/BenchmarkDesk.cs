using static Switchyard.Tier;

namespace Switchyard.Benchmarks.Calls;

internal sealed partial class BenchmarkDesk(Router router)
{
    public const string Instruction = "You answer for a small bicycle shop, warmly and to the point.";

    [Tier(Cheap)]
    [System(Instruction)]
    [Prompt("{message}")]
    public partial ValueTask<string> AnswerAsync(string message, CancellationToken cancellationToken = default);

    [Tier(Cheap)]
    [System(Instruction)]
    [Prompt("{message}")]
    public partial IAsyncEnumerable<string> StreamAsync(string message, CancellationToken cancellationToken = default);
}
