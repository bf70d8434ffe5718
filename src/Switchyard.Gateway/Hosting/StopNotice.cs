using Microsoft.Extensions.Hosting;

namespace Switchyard.Gateway;

/// <summary>
/// Lets some time pass between the word to stop and the end of listening, in which the gateway answers everything and says at <c>/readyz</c> that it is
/// stopping: a balancer before it then sends no more requests to a door that is shut.
/// </summary>
internal sealed class StopNotice(TimeSpan time) : IHostedLifecycleService
{
    private volatile bool _isGiven;

    /// <summary>Whether the gateway was told to stop.</summary>
    public bool IsGiven => _isGiven;

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _isGiven = true;
        return time > TimeSpan.Zero ? Task.Delay(time, cancellationToken) : Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
