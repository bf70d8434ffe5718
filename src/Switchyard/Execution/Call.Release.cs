namespace Switchyard;

/// <content>The end of a call: it is accounted for, and goes back to its pool.</content>
public sealed partial class Call
{
    private List<Straggler>? _stragglers;

    /// <summary>An attempt was given up that has not ended yet: the call is accounted for when it has.</summary>
    internal void Add(Straggler straggler) => (_stragglers ??= []).Add(straggler);

    /// <summary>The caller has the answer. The call is accounted for, now or when its last attempt has ended, and goes back to its pool.</summary>
    internal void Release()
    {
        if (_stragglers is { Count: > 0 } left)
            Router.Settlements.Add(SettleAsync(left));
        else
            Settle();
    }

    /// <summary>Gives a call back that was never launched: nobody was asked, so there is nothing to account for.</summary>
    internal void Discard() => GiveBack();

    private async Task SettleAsync(List<Straggler> left)
    {
        Meter.Stop();
        Clock.Stop();
        foreach (var straggler in left)
            await straggler.BookAsync().ConfigureAwait(false);
        left.Clear();
        Settle();
    }

    private void Settle()
    {
        Meter.End();
        GiveBack();
    }

    private void GiveBack()
    {
        Clock.Stop();

        // A pooled call must not keep alive what the next one does not use: a provider's plugin could never be unloaded.
        Failover.Clear();
        Attempts.Clear();
        Origin = default;
        Settlement = null;
        (Task, Table, Route) = (null!, null!, null!);
        Router.Return(this);
    }
}
