namespace Switchyard;

/// <summary>The router cannot be made of what it was given. The message says, one sentence a line, what is wrong and how to mend it.</summary>
public sealed class SwitchyardConfigurationException : Exception
{
    /// <summary>A configuration that cannot work.</summary>
    /// <param name="problems">What is wrong, one sentence each.</param>
    public SwitchyardConfigurationException(IReadOnlyList<string> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>What is wrong, one sentence each.</summary>
    public IReadOnlyList<string> Problems { get; }
}
