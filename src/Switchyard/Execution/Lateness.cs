namespace Switchyard;

/// <summary>From when on an attempt is late, and whether somebody is still to be told. Guarded by the lock of its clock.</summary>
internal sealed class Lateness
{
    private const long Never = long.MaxValue;

    private long _mark;
    private bool _isUntold;

    /// <summary>The timestamp at which it is late; in the endless future when it is not marked, or was late already.</summary>
    public long At { get; private set; } = Never;

    /// <summary>Marks an attempt: it is late from a timestamp on.</summary>
    public void Mark(long at)
    {
        Clear();
        At = at;
    }

    /// <summary>The attempt has ended, or is not late any more whatever it takes.</summary>
    public void Clear()
    {
        _mark++;
        At = Never;
        _isUntold = false;
    }

    /// <summary>It is late now, which happens once.</summary>
    /// <returns>The mark that has passed.</returns>
    public long Pass()
    {
        At = Never;
        return _mark;
    }

    /// <summary>Nobody waits at this moment: whoever waits next is told, if the mark is still the attempt's.</summary>
    public void Keep(bool isKept) => _isUntold = isKept;

    /// <summary>Whether a mark has not been cleared: by the time that somebody is to be told, the attempt may be over and another one begun.</summary>
    public bool Holds(long mark) => mark == _mark;

    /// <summary>Whether whoever begins to wait is to be told, once.</summary>
    public bool TryTell()
    {
        var tells = _isUntold;
        _isUntold = false;
        return tells;
    }
}
