using System.Runtime.CompilerServices;

namespace Switchyard;

/// <summary>
/// Waits for a provider, but not for ever: one that does not heed its cancelled token is abandoned, and what it brings later is dropped. An
/// abandoned wait belongs to that provider for good and is not used again.
/// </summary>
internal sealed class ProviderWait<T> : Wait
{
    private readonly CallClock _clock;
    private readonly Action _answered;
    private ConfiguredValueTaskAwaitable<T>.ConfiguredValueTaskAwaiter _awaiter;
    private ProviderStream? _stream;
    private int _ticket;

    public ProviderWait(CallClock clock)
    {
        _clock = clock;
        _answered = Answered;
    }

    /// <param name="task">What the provider does.</param>
    /// <param name="stream">The stream that it does it with; disposed when an abandoned provider comes back.</param>
    /// <returns>Whether the provider answered; if not, the attempt is to be abandoned.</returns>
    public ValueTask<bool> For(ValueTask<T> task, ProviderStream? stream = null)
    {
        _awaiter = task.ConfigureAwait(false).GetAwaiter();
        if (_awaiter.IsCompleted)
            return new(true);

        _stream = stream;
        _ticket = Begin();
        _clock.Watch(this, _ticket);
        _awaiter.UnsafeOnCompleted(_answered);
        return Task;
    }

    /// <summary>What the provider answered; throws what it threw.</summary>
    public T TakeResult()
    {
        // Nothing of the plugin's stays behind in the pooled call: it would keep the plugin in memory.
        var awaiter = _awaiter;
        _awaiter = default;
        _stream = null;
        return awaiter.GetResult();
    }

    private void Answered()
    {
        if (!TryEnd(_ticket, true))
            _ = DropAsync();
    }

    private async Task DropAsync()
    {
        try
        {
            var late = TakeLate();
            if (late is not null)
                await late.DisposeAsync().ConfigureAwait(false);
        }
        catch
        {
            // Nobody waits for this attempt any more: it was booked as timed out or cancelled when it was abandoned.
        }
    }

    private ProviderStream? TakeLate()
    {
        var stream = _stream;
        try
        {
            return TakeResult() as ProviderStream ?? stream;
        }
        catch
        {
            return stream;
        }
    }
}
