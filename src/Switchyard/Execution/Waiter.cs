namespace Switchyard;

/// <summary>Whoever waits at the moment; the default for nobody.</summary>
/// <param name="Wait">What is waited with.</param>
/// <param name="Ticket">Which of its waits.</param>
internal readonly record struct Waiter(Wait? Wait, long Ticket)
{
    /// <summary>Ends the wait, unless it is over.</summary>
    public bool TryEnd(WaitEnd end) => Wait is not null && Wait.TryEnd(Ticket, end);
}
