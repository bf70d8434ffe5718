using System.Collections.Concurrent;
using Switchyard.Simulator;

namespace Switchyard.Conformance;

/// <summary>The vendor's models, and what they were asked.</summary>
internal sealed class Vendor
{
    /// <summary>Answers with <see cref="Answer"/>.</summary>
    public const string Model = "conformance";

    /// <summary>Cannot see: a request with an image is refused.</summary>
    public const string Blind = "blind";

    /// <summary>Calls the first tool on offer.</summary>
    public const string Caller = "caller";

    /// <summary>Has a window of 200 tokens.</summary>
    public const string Small = "small";

    /// <summary>Takes half an hour to its first token.</summary>
    public const string Slow = "slow";

    /// <summary>Takes half an hour to its second token.</summary>
    public const string Halting = "halting";

    /// <summary>With characters of one to four bytes, and what JSON must escape.</summary>
    public const string Answer = "Grüße, \"quoted\" \\ line\nbreak, tab\t, 漢字 and 🚲🎉: all of it must come through, and nothing else with it.";

    /// <summary>The arguments with which tools are called.</summary>
    public const string Arguments = """{"city":"Zürich","days":3}""";

    public const string Secret = "sk-conformance-0123456789abcdef";

    // Ample: on a wire that insists on a limit, a provider sends its manifest's where the request sets none.
    private const int Window = 4_000_000, Output = 1_000_000;

    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(30);

    public ConcurrentQueue<SimulatedRequest> Seen { get; } = new();

    public SimulatorOptions Options => new()
    {
        Keys = new Dictionary<string, string> { ["conformance"] = Secret },
        RejectUnknownParameters = false,
        Models =
        [
            new() { Id = Model, Answer = Tell, ReasoningTokens = 7, ContextWindow = Window, MaxOutputTokens = Output },
            new() { Id = Blind, Answer = Tell, Capabilities = SimulatedCapabilities.All & ~SimulatedCapabilities.Vision, ContextWindow = Window, MaxOutputTokens = Output },
            new() { Id = Caller, Answer = Call, ToolChoice = static request => request.Tools[0], ContextWindow = Window, MaxOutputTokens = Output },
            new() { Id = Small, Answer = Tell, ContextWindow = 200, MaxOutputTokens = 100 },
            new() { Id = Slow, Answer = Tell, FirstTokenLatency = s_long, ContextWindow = Window, MaxOutputTokens = Output },
            new() { Id = Halting, Answer = Tell, TokenInterval = s_long, ContextWindow = Window, MaxOutputTokens = Output },
        ],
    };

    private string? Tell(SimulatedRequest request)
    {
        Seen.Enqueue(request);

        // Where a schema is asked for, the stand-in fits it.
        return request.Schema is null ? Answer : null;
    }

    private string? Call(SimulatedRequest request)
    {
        Seen.Enqueue(request);
        return Arguments;
    }
}
