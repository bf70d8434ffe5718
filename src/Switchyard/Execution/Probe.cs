namespace Switchyard;

/// <summary>Of what an attempt is the one probe that a half-open breaker lets through.</summary>
[Flags]
internal enum Probe : byte
{
    None = 0,
    Candidate = 1,
    Provider = 2,
}
