namespace Mistakes;

/// <summary>What a customer wants.</summary>
public enum Intent
{
    /// <summary>Money back.</summary>
    Refund,

    /// <summary>Anything else.</summary>
    Other,
}
