using Microsoft.Extensions.Logging;

namespace Switchyard.Plugins;

/// <summary>One loaded version of one plugin, from its load context to the proof that it is gone.</summary>
internal sealed class PluginVersion
{
    private readonly PluginHostOptions _options;
    private readonly ShadowStore _store;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly string _copy;
    private readonly WeakReference _alive;
    private PluginLoadContext? _context;

    private PluginVersion(PluginPlan plan, string copy, PluginLoadContext context, PluginHostOptions options, ShadowStore store, ILogger logger)
    {
        (Plan, _copy, _context, _options, _store, _logger) = (plan, copy, context, options, store, logger);
        _alive = new(context, trackResurrection: true);
        Fingerprint = plan.Fingerprint();
    }

    public PluginPlan Plan { get; }

    public string Fingerprint { get; }

    public PluginFacts Facts { get; private set; } = new(new(), new());

    public PluginState State { get; private set; }

    public string? Suspect { get; private set; }

    /// <summary>The providers, in the order of the plan's manifests.</summary>
    public IReadOnlyList<HostedProvider> Providers { get; private set; } = [];

    /// <summary>When it was loaded.</summary>
    public DateTimeOffset LoadedAt { get; private init; }

    /// <summary>How many calls are inside.</summary>
    public int Leases => Providers.Sum(provider => provider.Leases.Count);

    public bool Serves(string providerId) => Plan.Manifests.Exists(item => item.File.Manifest.Id == providerId);

    /// <summary>Loads a plugin and makes its providers, all or none.</summary>
    /// <exception cref="PluginRefusedException">It cannot be used; nothing of it stays.</exception>
    public static async Task<PluginVersion> LoadAsync(
        PluginPlan plan, IProviderRegistry registry, PluginHostOptions options, ShadowStore store, ILogger logger)
    {
        var copy = Copy(plan, store);
        PluginVersion version;
        try
        {
            version = Open(plan, copy, options, store, logger, registry.TimeProvider.GetUtcNow());
        }
        catch
        {
            store.Release(copy);
            throw;
        }

        try
        {
            version.Construct(registry);
        }
        catch
        {
            await version.RetireAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        PluginLog.Loaded(logger, plan.Id, version.Facts.Version, string.Join(", ", version.Providers.Select(provider => provider.Id)));
        if (plan.IsCollectible && version.Facts.ThreadStatic is { } threadStatic)
            PluginLog.KeepsThreadStatics(logger, plan.Id, version.Facts.Version, threadStatic);
        return version;
    }

    /// <summary>
    /// Gives the version up: no new calls, the last ones end or are cancelled, the providers are disposed, the code is unloaded, and that is
    /// proved.
    /// </summary>
    /// <param name="hurry">Ends the wait for calls that end by themselves.</param>
    public async Task RetireAsync(CancellationToken hurry)
    {
        State = PluginState.Draining;
        var stuck = await DrainAsync(hurry).ConfigureAwait(false);
        await _stopping.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var provider in Providers)
            stuck = await provider.DisposeAsync(_options.CancelGrace).ConfigureAwait(false) ?? stuck;
        Providers = [];

        if (!Plan.IsCollectible)
        {
            State = PluginState.Stopped;
            return;
        }

        Unload();
        if (await IsGoneAsync().ConfigureAwait(false))
        {
            State = PluginState.Unloaded;
            _store.Release(_copy);
            PluginLog.Unloaded(_logger, Plan.Id, Facts.Version);
            return;
        }

        _store.Quarantine(_copy);
        Suspect = stuck ?? PinSuspects.Find(_copy);
        State = PluginState.Quarantined;
        PluginLog.Quarantined(_logger, Plan.Id, Facts.Version, Suspect);
    }

    private static string Copy(PluginPlan plan, ShadowStore store)
    {
        try
        {
            return store.Add(plan.Folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PluginRefusedException($"{plan.Folder}: the plugin cannot be copied ({exception.Message}); make its files readable.");
        }
    }

    private static PluginVersion Open(
        PluginPlan plan, string copy, PluginHostOptions options, ShadowStore store, ILogger logger, DateTimeOffset now)
    {
        if (store.IsQuarantined(copy))
        {
            throw new PluginRefusedException(
                $"{plan.AssemblyPath}: this version could not be unloaded before and would pile up in memory; mend it, or start the application again.");
        }

        try
        {
            var facts = PluginInspector.Inspect(copy, plan.Assembly, plan.AssemblyPath);
            var context = new PluginLoadContext(plan.Id, Path.Combine(copy, plan.Assembly), plan.IsCollectible);
            return new(plan, copy, context, options, store, logger) { Facts = facts, LoadedAt = now };
        }
        catch (InvalidOperationException)
        {
            // What the resolver throws. Its text is the trace of the runtime's own resolution, lines of it.
            throw new PluginRefusedException(
                $"{Path.ChangeExtension(plan.AssemblyPath, ".deps.json")}: the dependencies that it names cannot be resolved; copy the plugin's build output again.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var text = ExceptionText.OneLine(exception).Replace(copy, plan.Folder, StringComparison.Ordinal);
            throw new PluginRefusedException($"{plan.AssemblyPath}: the plugin cannot be read ({text}); copy its build output again.");
        }
    }

    private void Construct(IProviderRegistry registry)
    {
        var settings = Plan.Manifests.ConvertAll(item => registry.CreateSettings(item.File.Manifest, item.File.Text, _stopping.Token));
        var assembly = Path.Combine(_copy, Plan.Assembly);
        var providers = ProviderConstruction.Run(_context!, assembly, Plan, settings, _options.ConstructionLimit);
        Providers = [.. providers.Select((provider, index) => new HostedProvider(Plan.Manifests[index].File.Manifest.Id, provider, _logger))];
    }

    private async Task<string?> DrainAsync(CancellationToken hurry)
    {
        foreach (var provider in Providers)
            provider.Leases.Close();
        if (await DrainedAsync(_options.DrainDeadline, hurry).ConfigureAwait(false))
            return null;

        foreach (var provider in Providers)
            provider.Cancel();
        await DrainedAsync(_options.CancelGrace, CancellationToken.None).ConfigureAwait(false);
        foreach (var provider in Providers)
        {
            // A stream whose disposal hangs shows in the count below.
            await provider.SeverStreamsAsync().WaitAsync(_options.CancelGrace, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var inside = Leases;
        return inside == 0 ? null : $"{inside} of its calls did not end after they were cancelled";
    }

    private async Task<bool> DrainedAsync(TimeSpan limit, CancellationToken hurry)
    {
        var drained = Task.WhenAll(Providers.Select(provider => provider.Leases.Drained));
        await drained.WaitAsync(limit, hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return drained.IsCompleted;
    }

    private void Unload()
    {
        _context!.Unload();
        _context = null;
    }

    private async Task<bool> IsGoneAsync()
    {
        var started = Environment.TickCount64;
        do
        {
            // Leaves the stack, on which something of the plugin may still lie.
            await Task.Yield();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            if (!_alive.IsAlive)
                return true;
            await Task.Delay(20).ConfigureAwait(false);
        }
        while (Environment.TickCount64 - started < _options.UnloadLimit.TotalMilliseconds);

        return false;
    }
}
