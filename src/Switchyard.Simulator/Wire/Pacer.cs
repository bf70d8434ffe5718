namespace Switchyard.Simulator;

/// <summary>
/// Keeps a reply to its scripted pace: it waits for due times from the start of the request, so a late timer delays one token and not all that follow.
/// </summary>
internal sealed class Pacer(TimeProvider time, CancellationToken cancellationToken)
{
    private readonly long _started = time.GetTimestamp();
    private TimeSpan _due;

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>Waits until the next step is due.</summary>
    /// <param name="step">The time that the step takes.</param>
    public Task WaitAsync(TimeSpan step)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (step == TimeSpan.Zero)
            return Task.CompletedTask;
        _due += step;
        var left = _due - Elapsed;
        return left > TimeSpan.Zero ? Task.Delay(left, time, cancellationToken) : Task.CompletedTask;
    }
}
