using Microsoft.Extensions.Hosting;

namespace Switchyard;

/// <summary>Makes the router when the host starts: a mistake in policy, manifests or keys stops the start, not the first call.</summary>
internal sealed class RouterStartup(Router router) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Being asked for the router was all.
        _ = router;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
