namespace Switchyard;

/// <summary>A rule that applied, and how often; four bytes, put into words only when somebody asks.</summary>
internal readonly struct Reason(byte rule, ushort count)
{
    public byte Rule { get; } = rule;

    public ushort Count { get; } = count;
}
