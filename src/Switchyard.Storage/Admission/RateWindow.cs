namespace Switchyard.Storage;

/// <summary>
/// Requests and tokens of the last 60 seconds. What comes within a second shares a slot and leaves with the last of it, so a limit is never exceeded
/// in any 60 seconds. Not safe for use from many threads.
/// </summary>
internal sealed class RateWindow
{
    private const long Window = 60_000;
    private const long SlotSpan = 1_000;

    // A slot begins at least a second after the one before, and lives less than 61 seconds.
    private readonly Slot[] _slots = new Slot[64];
    private long _oldest;
    private long _next;

    /// <summary>Requests in the window; up to date after <see cref="Advance"/>.</summary>
    public long Requests { get; private set; }

    /// <summary>Tokens in the window; up to date after <see cref="Advance"/>.</summary>
    public long Tokens { get; private set; }

    private ref Slot this[long number] => ref _slots[number % _slots.Length];

    /// <summary>Lets go of what is older than the window.</summary>
    /// <param name="now">Milliseconds on a clock that never goes back.</param>
    public void Advance(long now)
    {
        for (; _oldest < _next && this[_oldest].Last + Window <= now; _oldest++)
        {
            Requests -= this[_oldest].Requests;
            Tokens -= this[_oldest].Tokens;
        }
    }

    /// <summary>Counts a request.</summary>
    /// <returns>The slot that it is in, for <see cref="Correct"/>.</returns>
    public long Add(long now, long tokens)
    {
        if (_oldest == _next || now - this[_next - 1].First >= SlotSpan)
            this[_next++] = new() { First = now };
        ref var slot = ref this[_next - 1];
        slot.Last = now;
        slot.Requests++;
        slot.Tokens += tokens;
        Requests++;
        Tokens += tokens;
        return _next - 1;
    }

    /// <summary>Corrects the tokens of a request when they are known; one that has left the window already has nothing to correct.</summary>
    public void Correct(long slot, long difference)
    {
        if (slot < _oldest)
            return;

        this[slot].Tokens += difference;
        Tokens += difference;
    }

    /// <summary>How long until one more request keeps the limit.</summary>
    public long MillisecondsUntilRequest(long now, long limit) => MillisecondsUntil(now, Requests + 1 - limit, static slot => slot.Requests);

    /// <summary>How long until so many tokens more keep the limit.</summary>
    public long MillisecondsUntilTokens(long now, long limit, long tokens) => MillisecondsUntil(now, Tokens + tokens - limit, static slot => slot.Tokens);

    private long MillisecondsUntil(long now, long tooMany, Func<Slot, long> countOf)
    {
        for (var number = _oldest; number < _next; number++)
        {
            tooMany -= countOf(this[number]);
            if (tooMany <= 0)
                return this[number].Last + Window - now;
        }

        return Window;
    }

    private struct Slot
    {
        public long First;
        public long Last;
        public long Requests;
        public long Tokens;
    }
}
