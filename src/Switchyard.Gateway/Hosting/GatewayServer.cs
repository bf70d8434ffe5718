using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Switchyard.Plugins;
using Switchyard.Storage;

namespace Switchyard.Gateway;

/// <summary>A running gateway: Kestrel over the router, and nothing between them that costs.</summary>
internal sealed class GatewayServer : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly SimulatedVendors? _simulated;
    private readonly PolicyWatcher? _watcher;
    private readonly Store? _store;

    private GatewayServer(WebApplication web, SimulatedVendors? simulated, Router router, PolicyWatcher? watcher, Store? store)
    {
        (_web, _simulated, Router, _watcher, _store) = (web, simulated, router, watcher, store);
        Addresses = [.. web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];
    }

    public Router Router { get; }

    /// <summary>What it keeps; <see langword="null"/> if nothing.</summary>
    public Store? Store => _store;

    /// <summary>Where it listens, with the ports that were chosen.</summary>
    public IReadOnlyList<string> Addresses { get; }

    /// <summary>Whether the vendors are simulated, because there is no key.</summary>
    public bool IsSimulated => _simulated is not null;

    /// <summary>Why it keeps neither ledger nor keys, although nobody told it to keep none; <see langword="null"/> if there is no reason.</summary>
    public string? DataProblem { get; private init; }

    /// <summary>Starts a gateway.</summary>
    /// <param name="options">What it is told.</param>
    /// <param name="logging">Where its log goes.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <exception cref="SwitchyardConfigurationException">It cannot be started so.</exception>
    public static async Task<GatewayServer> StartAsync(
        GatewayOptions options, Action<ILoggingBuilder>? logging = null, CancellationToken cancellationToken = default)
    {
        var policy = options.PolicyFile is { } file ? PolicyFile.Read(file) : null;
        var web = default(WebApplication);
        var simulated = default(SimulatedVendors);
        var store = default(Store);
        try
        {
            (store, var dataProblem) = OpenStore(options);
            List<string> problems = [.. ListenAddresses.Problems(options.Urls, store?.Gate.HasKeys is true)];
            if (problems.Count > 0)
                throw new SwitchyardConfigurationException(problems);

            var manifests = new ManifestCatalog(options);
            var usable = manifests.Usable(policy, options.Variables);
            if (usable.Count == 0 && options.ConfigureRouter is null)
                simulated = await SimulatedVendors.StartAsync(manifests.All, cancellationToken).ConfigureAwait(false);
            policy ??= options.ConfigureRouter is null ? manifests.PolicyOf(simulated?.Manifests ?? usable) : null;

            web = Build(options, policy, simulated, store, logging);
            var log = new GatewayLog(web.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Switchyard.Gateway"));
            var router = web.Services.GetRequiredService<Router>();
            var health = new GatewayHealth(router, web.Lifetime.ApplicationStopping);
            var keys = new KeyGate(store?.Gate, isReachable: !options.Urls.All(ListenAddresses.IsLocal));
            web.Run(new GatewayApplication(router, store?.Gate, keys, options.Limits, health, log).HandleAsync);
            await web.StartAsync(cancellationToken).ConfigureAwait(false);
            var watcher = options is { Watch: true, PolicyFile: { } watched } ? new PolicyWatcher(Path.GetFullPath(watched), router, log) : null;
            return new(web, simulated, router, watcher, store) { DataProblem = dataProblem };
        }
        catch (Exception exception)
        {
            await DisposeAsync(web, simulated, store).ConfigureAwait(false);
            if (exception is IOException)
                throw new SwitchyardConfigurationException([$"{string.Join(", ", options.Urls)} cannot be listened on: {exception.Message.TrimEnd('.')}."]);
            throw;
        }
    }

    /// <summary>Completes when the gateway was told to stop and has drained.</summary>
    public Task WaitForStopAsync(CancellationToken cancellationToken) => _web.WaitForShutdownAsync(cancellationToken);

    /// <summary>Stops listening, and lets requests at work finish within the drain time.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => _web.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _watcher?.Dispose();
        await _web.StopAsync().ConfigureAwait(false);
        await DisposeAsync(_web, _simulated, _store).ConfigureAwait(false);
    }

    private static WebApplication Build(GatewayOptions options, Policy? policy, SimulatedVendors? simulated, Store? store, Action<ILoggingBuilder>? logging)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "Switchyard.Gateway" });
        logging?.Invoke(builder.Logging);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTime);
        builder.Services.AddSwitchyard(router =>
        {
            router.Policy = policy;
            router.Variables = options.Variables;
            if (store is not null)
                router.Ledger = store.Ledger;
            if (options.ConfigureRouter is { } configure)
                configure(router);
            else
                UsePlugins(router, options);
            simulated?.Configure(router);
        });

        builder.WebHost.UseKestrelCore().UseUrls([.. options.Urls]);
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options.Limits));
        return builder.Build();
    }

    private static (Store? Store, string? Problem) OpenStore(GatewayOptions options)
    {
        try
        {
            return (options.DataDirectory is { } folder ? Store.Open(new() { Folder = new(folder) }) : null, null);
        }
        catch (StorageException exception)
        {
            // Without a store nobody has a key, so it serves this machine only: ListenAddresses sees to that.
            if (!options.IsDataNamed)
                return (null, exception.Message);
            throw new SwitchyardConfigurationException([exception.Message]);
        }
    }

    private static void UsePlugins(RouterOptions router, GatewayOptions options) => router.UsePlugins(options.PluginDirectory, host =>
    {
        host.Watch = options.Watch;
        foreach (var directory in options.ManifestDirectories)
            host.ManifestDirectories.Add(Path.GetFullPath(directory));
    });

    private static void Configure(KestrelServerOptions kestrel, GatewayLimits limits)
    {
        kestrel.AddServerHeader = false;
        kestrel.ConfigureEndpointDefaults(static listen => listen.Protocols = HttpProtocols.Http1);
        kestrel.Limits.MaxRequestBodySize = limits.MaxBodyBytes;
        kestrel.Limits.MaxRequestHeaderCount = limits.MaxHeaders;
        kestrel.Limits.MaxRequestHeadersTotalSize = limits.MaxHeaderBytes;
        kestrel.Limits.RequestHeadersTimeout = limits.HeaderTime;
        kestrel.Limits.MinRequestBodyDataRate = new(limits.MinBytesPerSecond, TimeSpan.FromSeconds(5));
        kestrel.Limits.MinResponseDataRate = new(limits.MinBytesPerSecond, TimeSpan.FromSeconds(5));
    }

    private static async ValueTask DisposeAsync(WebApplication? web, SimulatedVendors? simulated, Store? store)
    {
        if (web is not null)
            await web.DisposeAsync().ConfigureAwait(false);
        if (simulated is not null)
            await simulated.DisposeAsync().ConfigureAwait(false);

        // Last: until the router is gone, calls may still be recorded.
        if (store is not null)
            await store.DisposeAsync().ConfigureAwait(false);
    }
}
