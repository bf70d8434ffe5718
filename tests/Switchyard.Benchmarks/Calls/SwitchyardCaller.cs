using Switchyard.Plugins;

namespace Switchyard.Benchmarks.Calls;

/// <summary>A generated task, through the router and the plugin in its own load context.</summary>
internal sealed class SwitchyardCaller : ICaller, IAsyncDisposable
{
    private readonly Router _router;
    private readonly BenchmarkDesk _desk;

    public SwitchyardCaller(Uri endpoint)
    {
        var options = new RouterOptions { Variables = static _ => "key" }.UsePlugins("plugins");
        options.Endpoints["openai"] = endpoint;
        _router = Router.Create(options);
        _desk = new(_router);
    }

    public string Name => "Switchyard, generated";

    public async Task<int> CompleteAsync(string message) => (await _desk.AnswerAsync(message)).Length;

    public async Task<int> StreamAsync(string message)
    {
        var length = 0;
        await foreach (var piece in _desk.StreamAsync(message))
            length += piece.Length;
        return length;
    }

    public ValueTask DisposeAsync() => _router.DisposeAsync();
}
