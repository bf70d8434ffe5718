namespace Switchyard;

/// <summary>A time until which something is left alone. Failures extend it and never shorten it.</summary>
internal sealed class Cooldown
{
    private long _until;

    /// <summary>The timestamp at which it ends; in the past when there is none.</summary>
    public long Until => Volatile.Read(ref _until);

    public void Extend(long until)
    {
        var seen = Volatile.Read(ref _until);
        while (until > seen)
        {
            var current = Interlocked.CompareExchange(ref _until, until, seen);
            if (current == seen)
                return;
            seen = current;
        }
    }

    public void Clear() => Volatile.Write(ref _until, 0);
}
