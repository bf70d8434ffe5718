using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Switchyard;

/// <summary>Registers Switchyard with a container.</summary>
public static class SwitchyardServiceCollectionExtensions
{
    /// <summary>As <see cref="AddSwitchyard(IServiceCollection, Action{RouterOptions}?)"/>, with settings from a configuration section.</summary>
    /// <param name="services">The container.</param>
    /// <param name="section">
    /// The section: <c>PolicyFile</c>; <c>Endpoints</c> with an address by provider id; <c>FeedbackFile</c>, where calls and reports are kept for
    /// <c>switchyard train</c>, and <c>FeedbackPrompts</c>, <c>true</c> to keep prompts there too. A relative file lies beside the application.
    /// </param>
    /// <param name="configure">Changes the options after the section.</param>
    /// <returns>The container.</returns>
    public static IServiceCollection AddSwitchyard(
        this IServiceCollection services, IConfiguration section, Action<RouterOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        services.AddSwitchyard(options => SectionRouterOptions.Apply(section, options));
        if (section["FeedbackFile"] is { Length: > 0 })
            services.TryAddSingleton(_ => SectionRouterOptions.FeedbackFileOf(section));
        return configure is null ? services : services.Configure(configure);
    }

    /// <summary>
    /// Registers the <see cref="Router"/> as a singleton. It takes logging, the clock, the configuration, an <see cref="ILedger"/> and a
    /// <see cref="FeedbackFile"/> from the container. A provider's key is looked up there before the environment, under its variable's name (<c>OPENAI_API_KEY</c>) and as
    /// <c>Switchyard:Providers:&lt;id&gt;:ApiKey</c>.
    /// </summary>
    /// <remarks>
    /// A host makes the router when it starts, so that a mistake stops the start and not the first call.
    /// Also registers it as an <c>IChatClient</c>, and each tier as a keyed one: by its name in the policy (<c>"cheap"</c>) and by its value
    /// (<see cref="Tier.Cheap"/>).
    /// </remarks>
    /// <param name="services">The container.</param>
    /// <param name="configure">Says what the router is made of, such as <c>options => options.UsePlugins("plugins")</c>.</param>
    /// <returns>The container.</returns>
    public static IServiceCollection AddSwitchyard(this IServiceCollection services, Action<RouterOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<RouterOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<RouterOptions>, ContainerRouterOptions>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RouterStartup>());
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
}
