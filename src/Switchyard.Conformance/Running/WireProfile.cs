using Switchyard.Simulator;

namespace Switchyard.Conformance;

/// <summary>A wire as the simulated vendor speaks it: where, how it says what only this vendor says so, and what it has no way to say.</summary>
internal sealed class WireProfile
{
    private static readonly WireProfile[] s_all =
    [
        new()
        {
            Id = "openai",
            Endpoint = static server => server.Endpoint,
            Quota = Fault.InsufficientQuota(),
            ContentPolicy = [Fault.ContentFiltered(), Fault.FinishReason("content_filter")],
        },
        new()
        {
            Id = "anthropic",
            Endpoint = static server => server.Address,
            Quota = Fault.Status(402),
            ContentPolicy = [Fault.FinishReason("refusal")],
        },
        new()
        {
            Id = "gemini",
            Endpoint = static server => new(server.Address, "/v1beta"),
            Quota = Fault.Status(400) with { Type = "FAILED_PRECONDITION", Message = "Please enable billing on your project." },
            ContentPolicy = [Fault.FinishReason("SAFETY"), Fault.FinishReason("PROHIBITED_CONTENT")],
        },
        new()
        {
            Id = "ollama",
            Endpoint = static server => server.Address,
            Exempt = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [ErrorChecks.Quota] = "A server of one's own sends no bill.",
                [ErrorChecks.ContentPolicy] = "The wire has no word for a stop by a content policy.",
            },
        },
    ];

    public static IReadOnlyList<string> Ids { get; } = [.. s_all.Select(profile => profile.Id)];

    public required string Id { get; init; }

    /// <summary>The base address that a provider of the wire is given.</summary>
    public required Func<SimulatorServer, Uri> Endpoint { get; init; }

    /// <summary>How this vendor says that there is no money left.</summary>
    public Fault? Quota { get; init; }

    /// <summary>The ways in which this vendor says that its content policy stopped a call.</summary>
    public IReadOnlyList<Fault> ContentPolicy { get; init; } = [];

    /// <summary>Checks by name that make no sense on this wire, each with the reason.</summary>
    public IReadOnlyDictionary<string, string> Exempt { get; init; } = new Dictionary<string, string>();

    public static WireProfile? Find(string wire) => Array.Find(s_all, profile => profile.Id == wire);
}
