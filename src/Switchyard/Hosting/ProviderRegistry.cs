using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Switchyard;

/// <summary>The providers that are there, their keys and the health of their candidates.</summary>
internal sealed class ProviderRegistry(RouterOptions options, Policy policy, RouterLog log, Action changed) : IProviderRegistry, IAsyncDisposable
{
    /// <summary>The name of the key of a provider that needs none.</summary>
    public const string NoKey = "none";

    private readonly Lock _writing = new();
    private readonly List<IProviderSource> _sources = [];
    private readonly List<string> _refusals = [];
    private readonly CandidateHealthStore _health = new(options.TimeProvider, policy);
    private SortedDictionary<string, ProviderEntry> _entries = new(StringComparer.Ordinal);
    private Policy _policy = policy;
    private bool _started;

    public ILoggerFactory LoggerFactory => options.LoggerFactory;

    public TimeProvider TimeProvider => options.TimeProvider;

    public IMeterFactory? MeterFactory => options.MeterFactory;

    public Policy Policy => Volatile.Read(ref _policy);

    public IReadOnlyList<IProviderSource> Sources => _sources;

    public IReadOnlyList<string> Refusals => _refusals;

    public IReadOnlyCollection<string> ProviderIds => Entries.Keys;

    public IEnumerable<Candidate> AllCandidates =>
        Entries.Values.SelectMany(entry => entry.Candidates.Values).SelectMany(candidates => candidates);

    private SortedDictionary<string, ProviderEntry> Entries => Volatile.Read(ref _entries);

    public void Start(IProviderSource source)
    {
        // A source that cannot be started, such as one that serves another router, is not ours to dispose.
        source.Start(this);
        _sources.Add(source);
    }

    /// <summary>Takes another policy, unless it does not fit the providers that are there.</summary>
    /// <returns>Why it does not fit, one sentence each.</returns>
    public IReadOnlyList<string> Replace(Policy other)
    {
        var old = Policy;
        Volatile.Write(ref _policy, other);
        var problems = PolicyCheck.Problems(this);
        if (problems.Count > 0)
            Volatile.Write(ref _policy, old);
        return problems;
    }

    /// <summary>From here on nothing that is refused stops the router.</summary>
    public void EndStart() => _started = true;

    public ProviderSettings CreateSettings(ProviderManifest manifest, ReadOnlyMemory<byte> manifestText, CancellationToken stopping) => new()
    {
        Id = manifest.Id,
        Endpoint = EndpointOf(manifest),
        Manifest = manifestText,
        ConnectTimeout = Policy.Limits.Connect,
        Stopping = stopping,
    };

    public void Set(ProviderManifest manifest, IProvider provider)
    {
        var keys = KeysOf(manifest, out var malformed);
        foreach (var sentence in malformed)
            log.KeyMalformed(manifest.Id, sentence);
        if (keys.Count == 0 && malformed.Count == 0 && IsNamed(manifest.Id))
            log.ProviderDisabled(manifest.Id, string.Join(" or ", manifest.Keys));

        var guarded = new GuardedProvider(manifest.Id, provider, log);
        lock (_writing)
        {
            Volatile.Write(ref _entries, new(Entries, StringComparer.Ordinal)
            {
                [manifest.Id] = new(manifest, malformed, manifest.Models.ToDictionary(
                    model => model.Id,
                    IReadOnlyList<Candidate> (model) =>
                        [.. keys.Select(key => new Candidate(manifest, model, guarded, key, _health))])),
            });
        }

        changed();
    }

    public void Remove(string providerId)
    {
        lock (_writing)
        {
            var entries = new SortedDictionary<string, ProviderEntry>(Entries, StringComparer.Ordinal);
            entries.Remove(providerId);
            Volatile.Write(ref _entries, entries);
        }

        changed();
    }

    public void Refuse(string sentence)
    {
        log.ProviderRefused(sentence);
        if (!_started)
            _refusals.Add(sentence);
    }

    public ProviderManifest? FindManifest(string providerId) => Entries.TryGetValue(providerId, out var entry) ? entry.Manifest : null;

    /// <summary>Why a provider without a usable key has none.</summary>
    public string WhyDisabled(string providerId)
    {
        var entry = Entries[providerId];
        return entry.MalformedKeys.Count > 0 ? string.Join(" and ", entry.MalformedKeys) : $"{string.Join(" or ", entry.Manifest.Keys)} is not set";
    }

    /// <summary>The candidates of a model, one for each key; none if its provider is not there or disabled.</summary>
    public IReadOnlyList<Candidate> CandidatesOf(string fullId)
    {
        var (provider, model) = Split(fullId);
        return Entries.TryGetValue(provider, out var entry) && entry.Candidates.TryGetValue(model, out var candidates) ? candidates : [];
    }

    public ModelManifest? FindModel(string fullId) => FindEntry(fullId)?.Model;

    /// <summary>What the catalog knows of a model, also without a key.</summary>
    public CatalogEntry? FindEntry(string fullId)
    {
        var (provider, model) = Split(fullId);
        return FindManifest(provider) is { } manifest && manifest.Models.FirstOrDefault(entry => entry.Id == model) is { } known
            ? new(manifest, known)
            : null;
    }

    public (string Provider, string Model) Split(string fullId)
    {
        var slash = fullId.IndexOf('/');
        return slash < 0 ? (fullId, "") : (fullId[..slash], fullId[(slash + 1)..]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources)
            await source.DisposeAsync().ConfigureAwait(false);
        _sources.Clear();
    }

    private Uri EndpointOf(ProviderManifest manifest)
    {
        if (options.Endpoints.TryGetValue(manifest.Id, out var chosen))
            return chosen;
        if (Policy.Providers.TryGetValue(manifest.Id, out var own) && own.Endpoint is { } endpoint)
            return endpoint;
        if (manifest.EndpointVariable is not { } variable || options.Variables(variable) is not { Length: > 0 } text)
            return manifest.Endpoint;

        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            return address;

        Refuse($"The variable {variable} holds no http or https address; mend or unset it to call {manifest.Id}.");
        return manifest.Endpoint;
    }

    private List<ProviderKey> KeysOf(ProviderManifest manifest, out List<string> malformed)
    {
        malformed = [];
        var keys = new List<ProviderKey>();
        foreach (var name in manifest.Keys.Append(ProviderManifest.KeySetting(manifest.Id)))
        {
            if (options.Variables(name)?.Trim() is not { Length: > 0 } secret)
                continue;

            // No header carries it: every call would fail, and look like the vendor's fault or the network's.
            if (secret.AsSpan().ContainsAnyExceptInRange(' ', '~'))
                malformed.Add($"{name} holds a line break or a non-ASCII character; set it again");
            else
                keys.Add(new(name, secret));
        }

        // A provider that needs no key, such as a server on this machine, may still have been given one.
        return keys.Count == 0 && malformed.Count == 0 && manifest.Keys.Count == 0 ? [new(NoKey, "")] : keys;
    }

    /// <summary>Whether the policy names a model of a provider. Of the others, which a plugin may bring along by the dozen, nobody misses the key.</summary>
    private bool IsNamed(string providerId) => Policy.NamedModels.Any(model => Split(model).Provider == providerId);

    private sealed record ProviderEntry(
        ProviderManifest Manifest, IReadOnlyList<string> MalformedKeys, Dictionary<string, IReadOnlyList<Candidate>> Candidates);
}
