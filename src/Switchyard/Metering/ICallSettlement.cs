namespace Switchyard;

/// <summary>Hears of one call when it is accounted for, once, after the ledger has it.</summary>
internal interface ICallSettlement
{
    /// <summary>Called on the thread that ended the call; must be quick and must not throw.</summary>
    void Settle(in CallRecord call, ReadOnlySpan<Attempt> attempts);
}
