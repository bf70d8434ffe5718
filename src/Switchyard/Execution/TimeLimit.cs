namespace Switchyard;

/// <summary>Which of the time limits ended an attempt.</summary>
public enum TimeLimit : byte
{
    /// <summary>None: it ended by itself.</summary>
    None = 0,

    /// <summary>The connection was not made in time.</summary>
    Connect = 1,

    /// <summary>The first token of a stream did not come in time; covers the wait for the response headers.</summary>
    FirstToken = 2,

    /// <summary>Too long between two chunks of a stream.</summary>
    Idle = 3,

    /// <summary>The attempt as a whole took too long.</summary>
    Attempt = 4,

    /// <summary>The deadline of the whole call passed.</summary>
    Deadline = 5,
}
