namespace Switchyard;

/// <summary>Whether a candidate that failed may be asked again in the same call. Only ever when no other candidate is ready.</summary>
internal enum SameCandidate : byte
{
    Never,
    Once,
    Repeatedly,
}
