using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Switchyard;

/// <summary>Registers Switchyard with a container.</summary>
public static class SwitchyardServiceCollectionExtensions
{
    /// <summary>
    /// Registers the <see cref="Router"/> as a singleton. It takes logging, the clock and the configuration from the container. A provider's
    /// key is looked up there before the environment, under its variable's name (<c>OPENAI_API_KEY</c>) and as
    /// <c>Switchyard:Providers:&lt;id&gt;:ApiKey</c>.
    /// </summary>
    /// <remarks>
    /// Also registers it as an <c>IChatClient</c>, and each tier as a keyed one: by its name in the policy (<c>"cheap"</c>) and by its value
    /// (<see cref="Tier.Cheap"/>).
    /// </remarks>
    /// <param name="services">The container.</param>
    /// <param name="configure">Says what the router is made of, such as <c>options => options.UsePlugins("plugins")</c>.</param>
    /// <returns>The container.</returns>
    public static IServiceCollection AddSwitchyard(this IServiceCollection services, Action<RouterOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<RouterOptions>().Configure<IServiceProvider>(UseContainer);
        if (configure is not null)
            services.Configure(configure);

        services.TryAddSingleton(static provider => Router.Create(provider.GetRequiredService<IOptions<RouterOptions>>().Value));
        services.TryAddSingleton<IChatClient>(static provider => provider.GetRequiredService<Router>().AsChatClient());
        foreach (var tier in new[] { Tier.Cheap, Tier.Mid, Tier.Frontier })
        {
            services.TryAddKeyedSingleton<IChatClient>(tier, (provider, _) => provider.GetRequiredService<Router>().AsChatClient(tier));
            services.TryAddKeyedSingleton(TierNames.Of(tier), (provider, _) => provider.GetRequiredKeyedService<IChatClient>(tier));
        }

        return services;
    }

    private static void UseContainer(RouterOptions options, IServiceProvider provider)
    {
        if (provider.GetService<ILoggerFactory>() is { } loggerFactory)
            options.LoggerFactory = loggerFactory;
        if (provider.GetService<TimeProvider>() is { } timeProvider)
            options.TimeProvider = timeProvider;
        if (provider.GetService<IMeterFactory>() is { } meterFactory)
            options.MeterFactory = meterFactory;
        if (provider.GetService<ILedger>() is { } ledger)
            options.Ledger = ledger;
        if (provider.GetService<IConfiguration>() is { } configuration)
            options.Variables = name => configuration[name] ?? Environment.GetEnvironmentVariable(name);
    }
}
