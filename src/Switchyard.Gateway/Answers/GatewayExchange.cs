namespace Switchyard.Gateway;

/// <summary>The memory of one request. Pooled.</summary>
internal sealed class GatewayExchange
{
    /// <summary>The body as it came.</summary>
    public Utf8Buffer Body { get; } = new();

    /// <summary>The body in canonical form, where the wire has another.</summary>
    public Utf8Buffer Canonical { get; } = new();

    public ChatScan Scan { get; } = new();

    public ForwardedReply Answer { get; } = new();

    /// <summary>Whether a part of the answer is on its way, so that nothing else can be said than that it broke off.</summary>
    public bool HasBegun { get; set; }

    /// <summary>What goes to the client next.</summary>
    public Utf8Buffer Output { get; } = new();
}
