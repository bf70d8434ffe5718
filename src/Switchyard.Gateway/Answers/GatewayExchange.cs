using Microsoft.AspNetCore.Http;
using Switchyard.Storage;

namespace Switchyard.Gateway;

/// <summary>The memory of one request. Pooled.</summary>
internal sealed class GatewayExchange
{
    private const int KeptBytes = 256 << 10;

    /// <summary>The body as it came.</summary>
    public Utf8Buffer Body { get; } = new();

    /// <summary>The body in canonical form, where the wire has another.</summary>
    public Utf8Buffer Canonical { get; } = new();

    public ChatScan Scan { get; } = new();

    public ForwardedReply Answer { get; } = new();

    /// <summary>What the request says besides its body; <see langword="null"/> before it is known.</summary>
    public IHeaderDictionary? Headers { get; set; }

    /// <summary>The object <c>metadata</c> of the body; empty for none.</summary>
    public ReadOnlyMemory<byte> Metadata { get; set; }

    /// <summary>What the request asks to be booked under, besides its key; <see langword="null"/> for nothing.</summary>
    public IReadOnlyList<string>? Tags { get; set; }

    public RequestFacts Facts { get; } = new();

    public RuleDesk Rules { get; } = new();

    /// <summary>Where its answer goes besides; <see langword="null"/> if it is not to be cached.</summary>
    public CacheEntry? Entry { get; set; }

    /// <summary>Whether it is worth keeping: memory that one long request needed is not held for short ones.</summary>
    public bool IsSmall => Body.Capacity + Canonical.Capacity + Output.Capacity + Answer.Json.Capacity <= KeptBytes;

    /// <summary>Gives what the request holds over to its call.</summary>
    public void HandOver(Call call)
    {
        if (Tags is not null)
            call.Origin = call.Origin with { Tags = Tags };
        Admission?.Attach(call);
        Admission = null;
    }

    /// <summary>Gives up what no call has taken over.</summary>
    public void End()
    {
        Admission?.Abandon();
        (Admission, Key, Headers, Entry, Tags) = (null, null, null, null, null);
        Facts.Take(null, default);
    }

    /// <summary>Whether a part of the answer is on its way, so that nothing else can be said than that it broke off.</summary>
    public bool HasBegun { get; set; }

    /// <summary>Who asks; <see langword="null"/> for a gateway without keys.</summary>
    public GatewayKey? Key { get; set; }

    /// <summary>What the request holds until its call has begun; <see langword="null"/> for nothing.</summary>
    public CallAdmission? Admission { get; set; }

    /// <summary>What goes to the client next.</summary>
    public Utf8Buffer Output { get; } = new();
}
