namespace Switchyard.Gateway;

/// <summary>What a gateway is told.</summary>
internal sealed record GatewayOptions
{
    /// <summary>Where it listens if nobody says: this machine only.</summary>
    public const string DefaultUrl = "http://127.0.0.1:4080";

    /// <summary>The policy file; <see langword="null"/> to make the tiers of what the manifests say of their models.</summary>
    public string? PolicyFile { get; init; }

    /// <summary>The plugin directory.</summary>
    public string PluginDirectory { get; init; } = Path.Combine(AppContext.BaseDirectory, "plugins");

    /// <summary>More directories with manifests.</summary>
    public IReadOnlyList<string> ManifestDirectories { get; init; } = [];

    /// <summary>The folder of ledger, keys and budgets; <see langword="null"/> to keep nothing.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Whether somebody named that folder. The usual one may be another gateway's, and then this one keeps nothing.</summary>
    public bool IsDataNamed { get; init; } = true;

    /// <summary>Whether the ledger keeps what <c>switchyard train</c> needs of each prompt: counts and topics, no word.</summary>
    public bool KeepsFeatures { get; init; } = true;

    /// <summary>A file for calls and reports, besides the ledger; <see langword="null"/> for none.</summary>
    public string? FeedbackFile { get; init; }

    /// <summary>Whether that file holds prompts.</summary>
    public bool FeedbackPrompts { get; init; }

    /// <summary>The addresses to listen on.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [DefaultUrl];

    /// <summary>How long requests at work may go on after the gateway was told to stop. Default 30 s.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long it goes on as before after it was told to stop, while it says so at <c>/readyz</c>. Default none.</summary>
    public TimeSpan StopNoticeTime { get; init; }

    /// <summary>The admin key; <see langword="null"/> if none is set.</summary>
    public string? AdminKey { get; init; }

    /// <summary>OpenTelemetry's settings, by the names of its variables.</summary>
    public IReadOnlyDictionary<string, string?> Telemetry { get; init; } = new Dictionary<string, string?>();

    /// <summary>How the log is written.</summary>
    public LogFormat LogFormat { get; init; }

    /// <summary>What a request may be.</summary>
    public GatewayLimits Limits { get; init; } = new();

    /// <summary>Whether changes of policy and manifests are taken up while it runs.</summary>
    public bool Watch { get; init; } = true;

    /// <summary>Reads a variable that a manifest names, such as <c>OPENAI_API_KEY</c>.</summary>
    public Func<string, string?> Variables { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Changes what the router is made of. Tests give it providers made in code.</summary>
    public Action<RouterOptions>? ConfigureRouter { get; init; }
}
