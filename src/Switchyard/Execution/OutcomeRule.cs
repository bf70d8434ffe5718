namespace Switchyard;

/// <summary>One row of the failover table.</summary>
/// <param name="Outcome">How the attempt ended.</param>
/// <param name="Same">Whether the same candidate may be asked again.</param>
/// <param name="NextKey">Whether the same model may be asked with another key.</param>
/// <param name="Next">Whether another candidate is asked.</param>
/// <param name="Cooldown">What is left alone afterwards.</param>
/// <param name="ClientStatus">The HTTP status of a call that ended like this.</param>
/// <param name="ClientCode">The code of its error.</param>
internal readonly record struct OutcomeRule(
    Outcome Outcome,
    SameCandidate Same,
    bool NextKey,
    NextCandidate Next,
    CooldownScope Cooldown,
    int ClientStatus,
    string ClientCode);
