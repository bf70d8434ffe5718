namespace Switchyard.Simulator;

/// <summary>
/// A stand-in for a vendor's API: an HTTP server on 127.0.0.1 that speaks the wires of OpenAI (chat completions and embeddings), Anthropic, Gemini and Ollama, with scripted models. Its answers are
/// marked as simulated or scripted by the caller; no model is behind it.
/// </summary>
/// <remarks>Faults, records, limits and caches outlive a stop, a kill and a restart. All members are safe for use from many threads.</remarks>
public sealed class SimulatorServer : IAsyncDisposable
{
    private readonly SemaphoreSlim _lifecycle = new(1, 1);
    private readonly ServerState _state;
    private Listener? _listener;

    private SimulatorServer(ServerState state, Listener listener)
    {
        (_state, _listener) = (state, listener);
        Address = new Uri($"http://127.0.0.1:{listener.Port}");
        Endpoint = new Uri(Address, state.Options.PathPrefix);
    }

    /// <summary>
    /// The server's address without a path: what to give to a client of the Anthropic wire (<c>/v1/messages</c>) or the Ollama wire (<c>/api/chat</c>,
    /// <c>/api/embed</c>); with <c>/v1beta</c> behind it, to one of the Gemini wire. It stays the same over restarts.
    /// </summary>
    public Uri Address { get; }

    /// <summary>The base address to give to a client of the OpenAI wire, such as <c>http://127.0.0.1:43210/v1</c>. It stays the same over restarts.</summary>
    public Uri Endpoint { get; }

    /// <summary>Whether the server is listening.</summary>
    public bool IsRunning => Volatile.Read(ref _listener) is not null;

    /// <summary>What goes wrong, changeable at any time.</summary>
    public FaultPlan Faults => _state.Faults;

    /// <summary>The last requests in order of arrival, up to <see cref="SimulatorOptions.RecordCapacity"/>: a snapshot.</summary>
    public IReadOnlyList<RequestRecord> Requests => _state.Log.Recent();

    /// <summary>
    /// The sums over all requests: a snapshot. A request is in it before its last bytes leave, so a client that has read its answer finds it there.
    /// </summary>
    public SimulatorStatistics Statistics => _state.Log.Statistics();

    /// <summary>Starts a server.</summary>
    /// <param name="options">Its set-up.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>The server, listening.</returns>
    /// <exception cref="ArgumentException">The options are out of range or contradict each other.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SimulatorServer> StartAsync(SimulatorOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var state = new ServerState(options);
        return new SimulatorServer(state, await Listener.StartAsync(state, options.Port, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>
    /// Stops listening and lets requests at work finish, for 5 seconds at most; scripted silences and stalls end at once. Does nothing if the
    /// server is not running.
    /// </summary>
    /// <param name="cancellationToken">Ends the patience: what is still at work is cut.</param>
    /// <returns>A task that ends when the port is closed.</returns>
    public Task StopAsync(CancellationToken cancellationToken = default) => EndAsync(listener => listener.StopAsync(cancellationToken));

    /// <summary>
    /// Dies: live connections are reset and the port is closed at once, so clients see a reset, and refusals from then on. Does nothing if the
    /// server is not running.
    /// </summary>
    /// <returns>A task that ends when the port is closed.</returns>
    public Task KillAsync() => EndAsync(listener => listener.KillAsync());

    /// <summary>Listens again on the same port, after <see cref="StopAsync"/> or <see cref="KillAsync"/>. Does nothing if the server is running.</summary>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>A task that ends when the server is listening.</returns>
    /// <exception cref="IOException">Another process has taken the port in the meantime.</exception>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        await _lifecycle.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _listener ??= await Listener.StartAsync(_state, Endpoint.Port, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    /// <summary>Waits until no request is at work, so that the records are final. Requests that hang by script end only with their clients.</summary>
    /// <param name="cancellationToken">Gives the wait up.</param>
    /// <returns>A task that ends at a moment without requests.</returns>
    public Task WaitForIdleAsync(CancellationToken cancellationToken = default) => _state.Log.WaitForIdleAsync().WaitAsync(cancellationToken);

    /// <summary>Ends the server like <see cref="KillAsync"/>.</summary>
    /// <returns>A task that ends when the port is closed.</returns>
    public async ValueTask DisposeAsync() => await KillAsync().ConfigureAwait(false);

    private async Task EndAsync(Func<Listener, Task> end)
    {
        await _lifecycle.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_listener is not { } listener)
                return;
            Volatile.Write(ref _listener, null);
            await end(listener).ConfigureAwait(false);
            listener.Dispose();
        }
        finally
        {
            _lifecycle.Release();
        }
    }
}
