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
    private readonly GatewayParts _parts;

    private GatewayServer(GatewayParts parts, Router router)
    {
        (_parts, Router) = (parts, router);
        Addresses = [.. Web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];
    }

    public Router Router { get; }

    /// <summary>What it keeps; <see langword="null"/> if nothing.</summary>
    public Store? Store => _parts.Store;

    /// <summary>Where it listens, with the ports that were chosen.</summary>
    public IReadOnlyList<string> Addresses { get; }

    /// <summary>Whether the vendors are simulated, because there is no key.</summary>
    public bool IsSimulated => _parts.Simulated is not null;

    /// <summary>Why it keeps neither ledger nor keys, although nobody told it to keep none; <see langword="null"/> if there is no reason.</summary>
    public string? DataProblem { get; private init; }

    /// <summary>For what the command line has to say in the log.</summary>
    public ILoggerFactory Loggers => _parts.Loggers;

    private WebApplication Web => _parts.Web!;

    /// <summary>Starts a gateway.</summary>
    /// <param name="options">What it is told.</param>
    /// <param name="logging">Where its log goes.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <exception cref="SwitchyardConfigurationException">It cannot be started so.</exception>
    public static async Task<GatewayServer> StartAsync(
        GatewayOptions options, Action<ILoggingBuilder>? logging = null, CancellationToken cancellationToken = default)
    {
        var policy = options.PolicyFile is { } file ? PolicyFile.Read(file) : null;
        var parts = new GatewayParts { Loggers = LoggerFactory.Create(builder => logging?.Invoke(builder)) };
        try
        {
            (parts.Store, var dataProblem) = OpenStore(options, parts.Loggers);
            var gate = parts.Store?.Gate;
            List<string> problems =
            [
                .. ListenAddresses.Problems(options.Urls, gate?.HasKeys is true),
                .. GatewayTelemetry.Problems(options.Telemetry),
                .. AdminGate.Problem(options.AdminKey) is { } weak ? [weak] : Array.Empty<string>(),
            ];
            if (problems.Count > 0)
                throw new SwitchyardConfigurationException(problems);

            var manifests = new ManifestCatalog(options);
            var usable = manifests.Usable(policy, options.Variables);
            if (usable.Count == 0 && options.ConfigureRouter is null && !manifests.HasKey(options.Variables))
                parts.Simulated = await SimulatedVendors.StartAsync(manifests.All, cancellationToken).ConfigureAwait(false);
            policy ??= options.ConfigureRouter is null ? manifests.PolicyOf(parts.Simulated?.Manifests ?? usable) : null;

            var notice = new StopNotice(options.StopNoticeTime);
            var web = parts.Web = Build(options, policy, parts, notice);
            var log = new GatewayLog(parts.Loggers.CreateLogger("Switchyard.Gateway"));
            GatewayTelemetry.Listen(web.Services);
            var router = web.Services.GetRequiredService<Router>();
            parts.Metrics = new(parts.Store, router);
            var isReachable = !options.Urls.All(ListenAddresses.IsLocal);
            var reload = options.PolicyFile is { } watched ? new PolicyReload(Path.GetFullPath(watched), router, log) : null;
            var admin = new AdminApi(router, parts.Store, reload, options.PluginDirectory);
            var operators = new Operators(new(options.AdminKey, gate, isReachable), admin, GatewayTelemetry.Scrape(web));
            var answers = parts.Store?.Cache ?? ResponseCache.InMemory(router.TimeProvider);
            web.Run(new GatewayApplication(router, parts.Store, answers, new(gate, isReachable), options.Limits, new(router, notice), operators, log)
            {
                IsSimulated = parts.Simulated is not null,
            }.HandleAsync);
            await web.StartAsync(cancellationToken).ConfigureAwait(false);
            parts.Watcher = options.Watch && reload is not null ? new PolicyWatcher(reload, log) : null;
            return new(parts, router) { DataProblem = dataProblem };
        }
        catch (Exception exception)
        {
            await parts.DisposeAsync().ConfigureAwait(false);
            if (exception is IOException)
                throw new SwitchyardConfigurationException([$"{string.Join(", ", options.Urls)} cannot be listened on: {exception.Message.TrimEnd('.')}."]);
            throw;
        }
    }

    /// <summary>Completes when the gateway was told to stop and has drained.</summary>
    public Task WaitForStopAsync(CancellationToken cancellationToken) => Web.WaitForShutdownAsync(cancellationToken);

    /// <summary>Stops listening, and lets requests at work finish within the drain time.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => Web.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Web.StopAsync().ConfigureAwait(false);
        await _parts.DisposeAsync().ConfigureAwait(false);
    }

    private static WebApplication Build(GatewayOptions options, Policy? policy, GatewayParts parts, StopNotice notice)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "Switchyard.Gateway" });
        GatewayTelemetry.Add(builder, options.Telemetry);
        builder.Services.AddSingleton(parts.Loggers);
        builder.Services.AddHostedService(_ => notice);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.StopNoticeTime + options.DrainTime);
        if (options.FeedbackFile is { } feedback)
            builder.Services.AddSingleton(_ => new FeedbackFile(feedback, options.FeedbackPrompts));
        builder.Services.AddSwitchyard(router =>
        {
            router.Policy = policy;
            router.Variables = options.Variables;
            if (parts.Store is { } store)
                router.Ledger = store.Ledger;
            if (options.ConfigureRouter is { } configure)
                configure(router);
            else
                UsePlugins(router, options);
            parts.Simulated?.Configure(router);
        });

        builder.WebHost.UseKestrelCore().UseUrls([.. options.Urls]);
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options.Limits));
        return builder.Build();
    }

    private static (Store? Store, string? Problem) OpenStore(GatewayOptions options, ILoggerFactory loggers)
    {
        try
        {
            return (options.DataDirectory is { } folder ? Store.Open(new() { Folder = new(folder), KeepsFeatures = options.KeepsFeatures, LoggerFactory = loggers }) : null, null);
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
}
