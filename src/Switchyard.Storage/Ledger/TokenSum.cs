namespace Switchyard.Storage;

/// <summary>The tokens of some attempts together.</summary>
internal readonly record struct TokenSum(long Input, long Cached, long Written, long Output, long Reasoning)
{
    public static TokenSum operator +(TokenSum left, TokenSum right) => new(
        left.Input + right.Input, left.Cached + right.Cached, left.Written + right.Written, left.Output + right.Output, left.Reasoning + right.Reasoning);
}
