namespace Switchyard;

/// <summary>Looks at the text of one streaming attempt before anybody gets it, so that what does not fit is asked of the next candidate.</summary>
internal interface IStreamCheck
{
    /// <summary>Whether something complete has been seen that can be handed on.</summary>
    bool HasItem { get; }

    /// <summary>What does not fit, in words that hold nothing of the answer; <see langword="null"/> if everything did so far.</summary>
    string? Misfit { get; }

    /// <summary>More text has come.</summary>
    /// <returns>Whether it fits.</returns>
    bool Accept(ReadOnlySpan<byte> text);

    /// <summary>The text is over.</summary>
    /// <returns>Whether it is complete.</returns>
    bool End();
}
