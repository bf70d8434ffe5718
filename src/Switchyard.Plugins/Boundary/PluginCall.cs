namespace Switchyard.Plugins;

/// <summary>
/// The token of one call into a plugin. It is the plugin's own: a callback that the plugin leaves on it is on no token of the host's, and
/// goes when the call ends. Pooled.
/// </summary>
internal sealed class PluginCall(HostedProvider owner)
{
    private readonly CancellationTokenSource _source = new();
    private CancellationTokenRegistration _registration;
    private CancellationToken _caller;
    private bool _isTainted;

    /// <summary>The next one in the pool.</summary>
    public PluginCall? Next { get; set; }

    public CancellationToken Token => _source.Token;

    /// <summary>Whether it was the caller who gave up, and not the host.</summary>
    public bool IsCancelledByCaller => _caller.IsCancellationRequested;

    /// <summary>Ties the token to a caller's.</summary>
    public void Attach(CancellationToken caller)
    {
        _caller = caller;
        if (caller.CanBeCanceled)
            _registration = caller.UnsafeRegister(static call => ((PluginCall)call!).Cancel(), this);
    }

    /// <summary>Unties it. Does not wait for a cancellation that is running: that would be a plugin's code.</summary>
    public void Detach()
    {
        if (_caller.CanBeCanceled && !_registration.Unregister())
            _isTainted = true;
        _registration = default;
    }

    /// <summary>Takes the plugin's callbacks off.</summary>
    /// <returns>Whether it can be used again.</returns>
    public bool TryReset()
    {
        _caller = default;
        return !_isTainted && _source.TryReset();
    }

    public void Cancel()
    {
        try
        {
            _source.Cancel();
        }
        catch (Exception exception)
        {
            // A callback of the plugin's threw; nobody who cancels a call should hear of that.
            owner.ReportStray("a cancellation callback", exception);
        }
    }
}
