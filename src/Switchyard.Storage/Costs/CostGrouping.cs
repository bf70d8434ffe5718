namespace Switchyard.Storage;

/// <summary>What costs are told apart by.</summary>
public enum CostGrouping
{
    /// <summary>The model of each attempt: failed and hedged ones are booked where they were made.</summary>
    Model,

    /// <summary>The provider of each attempt.</summary>
    Provider,

    /// <summary>The task.</summary>
    Task,

    /// <summary>The gateway key.</summary>
    Key,

    /// <summary>The team.</summary>
    Team,

    /// <summary>The tag. A call with two tags stands under both, so the rows add up to more than was spent.</summary>
    Tag,

    /// <summary>The day on which the call began, in UTC.</summary>
    Day,
}
