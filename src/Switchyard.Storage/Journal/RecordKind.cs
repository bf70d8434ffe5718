namespace Switchyard.Storage;

/// <summary>What a record holds: its first byte. A kind that was released is never changed; a later one is added.</summary>
internal static class RecordKind
{
    /// <summary>A call as it was before features were kept.</summary>
    public const byte CallWithoutFeatures = 1;

    /// <summary>The same of a call that is to stand in the place of the one with its id.</summary>
    public const byte CorrectionWithoutFeatures = 2;

    /// <summary>A piece of feedback on a call.</summary>
    public const byte Feedback = 3;

    /// <summary>A call with its attempts.</summary>
    public const byte Call = 4;

    /// <summary>A call that is to stand in the place of the one with its id.</summary>
    public const byte Correction = 5;

    public static bool IsCall(ReadOnlySpan<byte> record) => record[0] != Feedback;

    public static bool IsCorrection(byte kind) => kind is CorrectionWithoutFeatures or Correction;

    public static bool HasFeatures(byte kind) => kind is Call or Correction;
}
