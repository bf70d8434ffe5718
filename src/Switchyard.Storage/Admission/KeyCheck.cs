namespace Switchyard.Storage;

/// <summary>Whose key was shown.</summary>
/// <param name="Verdict"><see cref="Verdict.Allowed"/>, or why the key is not accepted.</param>
/// <param name="Key">The key; <see langword="null"/> if it is not accepted.</param>
public readonly record struct KeyCheck(Verdict Verdict, GatewayKey? Key);
