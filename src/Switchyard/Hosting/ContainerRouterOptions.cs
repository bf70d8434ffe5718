using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Switchyard;

/// <summary>Takes from the container what a router uses of it. Runs before whatever the application configures itself.</summary>
internal sealed class ContainerRouterOptions(IServiceProvider services) : IConfigureOptions<RouterOptions>
{
    public void Configure(RouterOptions options)
    {
        options.LoggerFactory = services.GetService<ILoggerFactory>() ?? options.LoggerFactory;
        options.TimeProvider = services.GetService<TimeProvider>() ?? options.TimeProvider;
        options.MeterFactory = services.GetService<IMeterFactory>();
        options.Ledger = services.GetService<ILedger>();
        options.FeedbackFile = services.GetService<FeedbackFile>();
        if (services.GetService<IConfiguration>() is { } configuration)
            options.Variables = name => configuration[name] ?? Environment.GetEnvironmentVariable(name);
    }
}
