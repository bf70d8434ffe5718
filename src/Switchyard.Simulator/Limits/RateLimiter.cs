namespace Switchyard.Simulator;

/// <summary>Counts one model's requests and tokens per key in fixed windows.</summary>
internal sealed class RateLimiter(SimulatedRateLimit limit, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Window> _windows = new(StringComparer.Ordinal);

    public SimulatedRateLimit Limit => limit;

    /// <summary>Admits a request or says why not; either way the standing goes into the headers.</summary>
    public RateLimitStanding Admit(string key, int tokens)
    {
        lock (_lock)
        {
            var window = Current(key);
            var refused = limit.Requests is { } requests && window.Requests + 1 > requests ? "requests"
                : limit.Tokens is { } most && window.Tokens + tokens > most ? "tokens"
                : null;
            if (refused is null)
                (window.Requests, window.Tokens) = (window.Requests + 1, window.Tokens + tokens);
            return new(refused, window.Requests, window.Tokens, limit.Window - time.GetElapsedTime(window.Started));
        }
    }

    public void Produced(string key, int tokens)
    {
        lock (_lock)
            Current(key).Tokens += tokens;
    }

    private Window Current(string key)
    {
        if (_windows.TryGetValue(key, out var window) && time.GetElapsedTime(window.Started) < limit.Window)
            return window;
        return _windows[key] = new Window { Started = time.GetTimestamp() };
    }

    private sealed class Window
    {
        public long Started { get; init; }

        public int Requests { get; set; }

        public int Tokens { get; set; }
    }
}
