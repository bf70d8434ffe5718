using Microsoft.Extensions.Time.Testing;
using Switchyard.Testing;

namespace Switchyard.Tests.Execution;

/// <summary>
/// A router over scripted providers on virtual time. Nothing happens but on the thread of the test, so whatever a test says of times and orders
/// is exact.
/// </summary>
internal sealed class Scene : IAsyncDisposable
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(10);

    private readonly Dictionary<string, ScriptedProvider> _scripted = [];
    private readonly List<string> _models;
    private Router? _router;

    /// <param name="models">Full ids in the order of the route.</param>
    public Scene(params string[] models)
    {
        _models = [.. models];
        foreach (var id in models.Select(ProviderOf).Distinct())
            _scripted[id] = new(Time) { Otherwise = asked => (Script ?? throw new InvalidOperationException("No script.")).Invoke(asked) };
    }

    public FakeTimeProvider Time { get; } = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public Limits Limits { get; init; } = new();

    public RoutePolicy Route { get; init; } = new() { Strategy = RoutingStrategy.Ordered };

    /// <summary>The models of each tier; <see langword="null"/> if all are cheap ones.</summary>
    public IReadOnlyDictionary<Tier, IReadOnlyList<string>>? Tiers { get; init; }

    public IReadOnlyList<RoutingRule> Rules { get; init; } = [];

    public TaskDefinition Task { get; init; } = new("Tests.Scene", Tier.Cheap);

    /// <summary>The most calls at once to each candidate; <see langword="null"/> for no limit of the policy's own.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>How many keys each provider has; 0 for providers that need none.</summary>
    public int Keys { get; init; }

    public Func<ModelManifest, ModelManifest> Describe { get; init; } = static model => model;

    /// <summary>Providers that are not scripted.</summary>
    public Dictionary<string, IProvider> Others { get; } = [];

    public Dictionary<string, string> Variables { get; } = [];

    public ILedger? Ledger { get; init; }

    public double Jitter { get; set; } = 0.5;

    /// <summary>Numbers from 0 to 1 in the place of <see cref="Jitter"/>.</summary>
    public Func<double>? Random { get; init; }

    /// <summary>What a provider does whose own script is used up. Default: the text <c>ok</c>.</summary>
    public Func<ScriptedRequest, ScriptedReply>? Script { get; set; } = static _ => ScriptedReply.Answer("ok");

    public Router Router => _router ??= CreateRouter();

    public ScriptedProvider this[string provider] => _scripted[provider];

    public Call Begin(string message = "hello")
    {
        var call = Router.Begin(Task);
        call.WriteJson(",\"messages\":[{\"role\":\"user\",\"content\":\""u8);
        call.WriteText(message);
        call.WriteJson("\"}]"u8);
        return call;
    }

    /// <summary>Makes a call and lets time pass until it has ended.</summary>
    public Task<RoutedResult<string>> AskAsync() => AskUntilAsync(CancellationToken.None);

    /// <summary>As <see cref="AskAsync"/>, for a caller who may give up.</summary>
    public Task<RoutedResult<string>> AskUntilAsync(CancellationToken cancellationToken) =>
        FinishAsync(Begin().CompleteResultAsync(cancellationToken).AsTask());

    /// <summary>As <see cref="AskAsync"/>, for a call that fails.</summary>
    public Task<RoutingException> FailAsync() => Assert.ThrowsAnyAsync<RoutingException>(() => AskAsync());

    /// <summary>Streams a call and lets time pass until it has ended.</summary>
    public Task<List<string>> StreamAsync() => FinishAsync(ReadAsync(Begin().StreamAsync(CancellationToken.None)));

    /// <summary>Lets time pass until a task has ended.</summary>
    public async Task<T> FinishAsync<T>(Task<T> task)
    {
        for (var passed = TimeSpan.Zero; !task.IsCompleted; passed += s_step)
        {
            Assert.True(passed < TimeSpan.FromMinutes(2), "The call hangs.");
            Time.Advance(s_step);
        }

        return await task;
    }

    public CandidateStatus StatusOf(string model, string? key = null) =>
        Router.Health.Snapshot().Single(status => status.Model == model && (key is null || status.Key == key));

    public ValueTask DisposeAsync() => _router?.DisposeAsync() ?? default;

    private static string ProviderOf(string model) => model[..model.IndexOf('/')];

    private static async Task<List<string>> ReadAsync(IAsyncEnumerable<string> stream)
    {
        var pieces = new List<string>();
        await foreach (var piece in stream)
            pieces.Add(piece);
        return pieces;
    }

    private Router CreateRouter()
    {
        var policy = new Policy
        {
            Rules = Rules,
            Tiers = Tiers ?? new Dictionary<Tier, IReadOnlyList<string>> { [Tier.Cheap] = _models },
            TierRoutes = new Dictionary<Tier, RoutePolicy> { [Tier.Cheap] = Route },
            Limits = Limits,
            Providers = _models.Select(ProviderOf).Distinct().ToDictionary(id => id, _ => new ProviderPolicy { MaxConcurrency = MaxConcurrency }),
        };
        var options = new RouterOptions
        {
            Policy = policy,
            TimeProvider = Time,
            Jitter = Random ?? (() => Jitter),
            Ledger = Ledger,
            Variables = name => Variables.TryGetValue(name, out var value) ? value : name.Contains("_KEY_", StringComparison.Ordinal) ? "secret" : null,
        };
        foreach (var models in _models.GroupBy(ProviderOf))
            options.AddProvider(Manifest(models.Key, models), Others.TryGetValue(models.Key, out var other) ? other : _scripted[models.Key]);
        return Router.Create(options);
    }

    public ProviderManifest Manifest(string provider, IEnumerable<string> models) => new()
    {
        File = provider + ProviderManifest.FileSuffix,
        Id = provider,
        Name = provider,
        Wire = "scripted",
        Endpoint = new("http://127.0.0.1/"),
        Keys = [.. Enumerable.Range(1, Keys).Select(number => $"{provider.ToUpperInvariant()}_KEY_{number}")],
        Models = [.. models.Select(model => Describe(new() { Id = model[(provider.Length + 1)..] }))],
    };
}
