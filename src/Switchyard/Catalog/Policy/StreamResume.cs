namespace Switchyard;

/// <summary>What follows when a stream breaks off after a part of it was delivered.</summary>
public enum StreamResume
{
    /// <summary><c>auto</c>: the next candidate goes on where it is safe. The default.</summary>
    Auto = 0,

    /// <summary><c>never</c>: the call ends as truncated, with the text so far.</summary>
    Never = 1,
}
