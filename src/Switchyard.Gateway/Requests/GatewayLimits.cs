namespace Switchyard.Gateway;

/// <summary>What a request may be, so that bad ones cost little.</summary>
internal sealed record GatewayLimits
{
    /// <summary>The longest body in bytes. Default 32 MiB: a few pictures in base64.</summary>
    public long MaxBodyBytes { get; init; } = 32 << 20;

    /// <summary>How deep JSON may be nested. Default 64.</summary>
    public int MaxJsonDepth { get; init; } = 64;

    /// <summary>How many headers a request may have. Default 64.</summary>
    public int MaxHeaders { get; init; } = 64;

    /// <summary>How long all headers together may be, in bytes. Default 16 KiB.</summary>
    public int MaxHeaderBytes { get; init; } = 16 << 10;

    /// <summary>How long a client may take to send its headers. Default 15 s.</summary>
    public TimeSpan HeaderTime { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The fewest bytes a second in which a body must come, and an answer be taken. Default 240.</summary>
    public double MinBytesPerSecond { get; init; } = 240;
}
