namespace Switchyard;

/// <summary>One of the two attempts of a hedge, on a pooled call of its own.</summary>
internal sealed class HedgeSide : IDisposable
{
    private readonly CancellationTokenSource _giveUp;

    private HedgeSide(Call owner, int index, bool isProbe)
    {
        Index = index;
        Started = owner.Clock.Elapsed;
        Call = owner.Router.Rent();
        _giveUp = CancellationTokenSource.CreateLinkedTokenSource(owner.Clock.Caller);
        Call.StartBeside(owner, _giveUp.Token);
        Call.IsProbe = isProbe;
        owner.Failover.Begin(index);
        Call.Meter.StartAttempt(owner.Route.Candidates[index]);
        Answer = Completion.AttemptAsync(Call, index).AsTask();
    }

    public Call Call { get; }

    public int Index { get; }

    /// <summary>On the clock of the call that it runs for.</summary>
    public TimeSpan Started { get; }

    public Task<ProviderResult> Answer { get; }

    public static HedgeSide Start(Call owner, int index, bool isProbe) => new(owner, index, isProbe);

    public void GiveUp()
    {
        try
        {
            _giveUp.Cancel();
        }
        catch (AggregateException exception)
        {
            Call.Router.Log.CallbackFailed(exception.InnerException?.GetType().FullName);
        }
    }

    /// <summary>Books the attempt that does not count. One that was given up has cost its request at least, whether the provider says so or not.</summary>
    public async Task BookAsync(Call owner)
    {
        var result = await Answer.ConfigureAwait(false);
        if (_giveUp.IsCancellationRequested && !result.Usage.IsReported)
        {
            var candidate = owner.Route.Candidates[Index];
            result = result with { Usage = new() { InputTokens = candidate.Calibration.Apply(owner.InputTokens) }, Detail = "Given up for a faster answer; its input is estimated." };
        }

        HedgedAttempt.End(owner, Call, Index, result, Started);
        Dispose();
    }

    public void Dispose() => _giveUp.Dispose();
}
