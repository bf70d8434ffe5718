namespace Switchyard;

/// <summary>Makes lanes, keeps those that no call has, and can end all of them with the router.</summary>
internal sealed class LanePool(TimeProvider time, RouterLog log)
{
    private readonly Lock _changing = new();
    private readonly Stack<Lane> _free = new();
    private readonly List<WeakReference<Lane>> _made = [];
    private int _sweepAt = 64;
    private bool _isShut;

    /// <summary>A lane for a call to keep.</summary>
    public Lane Make()
    {
        var lane = new Lane(time, log);
        lock (_changing)
        {
            if (_made.Count == _sweepAt)
            {
                // Those of calls that the pool had no room for.
                _made.RemoveAll(static made => !made.TryGetTarget(out _));
                _sweepAt = Math.Max(64, _made.Count * 2);
            }

            _made.Add(new(lane));
            if (_isShut)
                lane.Clock.Shut();
        }

        return lane;
    }

    /// <summary>A lane for a second attempt beside the first.</summary>
    public Lane Rent()
    {
        lock (_changing)
        {
            if (_free.TryPop(out var lane))
                return lane;
        }

        return Make();
    }

    public void Return(Lane lane)
    {
        lane.Clock.Stop();
        lane.Stream.Clear();
        if (!lane.IsSmall)
            return;
        lock (_changing)
            _free.Push(lane);
    }

    /// <summary>Ends what runs on any lane, and lets nothing begin again.</summary>
    public void Shut()
    {
        List<WeakReference<Lane>> made;
        lock (_changing)
        {
            _isShut = true;
            made = [.. _made];
        }

        foreach (var reference in made)
        {
            if (reference.TryGetTarget(out var lane))
                lane.Clock.Shut();
        }
    }
}
