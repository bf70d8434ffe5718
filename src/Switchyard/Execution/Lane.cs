using System.Diagnostics;

namespace Switchyard;

/// <summary>
/// What one attempt runs on: a clock, the request, the reply, and what is known of the attempt. A call has one lane, and a second one while it
/// hedges. Pooled.
/// </summary>
internal sealed class Lane
{
    private const int KeptBytes = 1 << 20;

    private GuardedProvider? _inside;

    public Lane(TimeProvider time, RouterLog log)
    {
        Clock = new(time, log, () => Volatile.Read(ref _inside));
        Waits = new(Clock);
        Stream = new(this);
    }

    public CallClock Clock { get; }

    public CallBody Body { get; } = new();

    public ProviderWaits Waits { get; private set; }

    /// <summary>The canonical reply, or the chunks of a stream.</summary>
    public Utf8Buffer Reply { get; private set; } = new();

    /// <summary>The answer's text, unescaped.</summary>
    public Utf8Buffer Text { get; } = new();

    public StreamAttempt Stream { get; }

    /// <summary>Whether it is worth keeping: memory that one long request needed is not held for short ones.</summary>
    public bool IsSmall => Body.Capacity + Reply.Capacity + Text.Capacity <= KeptBytes;

    /// <summary>The candidate that is asked.</summary>
    public int Index { get; private set; }

    /// <summary>When the attempt started, on the call's clock.</summary>
    public TimeSpan Started { get; private set; }

    /// <summary>The same as a timestamp.</summary>
    public long BeganAt { get; private set; }

    /// <summary>Of what the attempt is the probe.</summary>
    public Probe Probe { get; set; }

    /// <summary>What the attempt may use at most.</summary>
    public Reservation Reservation { get; set; }

    /// <summary>The attempt's span; <see langword="null"/> without a listener.</summary>
    public Activity? Activity { get; set; }

    /// <summary>What the provider says of the attempt; no outcome while it goes on.</summary>
    public ProviderResult Result { get; set; }

    /// <summary>
    /// What is wrong with an answer that is not what the task returns, in a sentence that holds nothing of the answer; <see langword="null"/> if it fits,
    /// or there is none.
    /// </summary>
    public string? Misfit { get; set; }

    public void Begin(int index, long now)
    {
        Index = index;
        Misfit = null;
        Clock.Rearm();
        Stream.Clear();
        Started = Clock.ElapsedAt(now);
        BeganAt = now;
        Result = default;
    }

    /// <summary>A provider has this lane's thread from now on until <see cref="Leave"/>: it is to give it back before a limit passes.</summary>
    public void Enter(GuardedProvider provider) => Volatile.Write(ref _inside, provider);

    public void Leave() => Volatile.Write(ref _inside, null);

    /// <summary>Makes this lane one beside another: the same request and the same deadline.</summary>
    public void StartWith(Lane other)
    {
        Body.CopyFrom(other.Body);
        Clock.StartWith(other.Clock);
    }

    /// <summary>A provider that does not heed its token is left alone with all that it holds of this lane: it may still read and write there.</summary>
    public void Abandon()
    {
        Reply = new();
        Waits = new(Clock);
        Body.Abandon();
    }
}
