namespace Switchyard.Generators;

/// <summary>A member of an enum that is answered.</summary>
/// <param name="Name">Its name in C#.</param>
/// <param name="Word">Its name in JSON.</param>
/// <param name="Description">What it stands for; empty if nobody has said.</param>
/// <param name="ExactCase">Whether another word differs only in case, so that case must be minded.</param>
internal sealed record ChoiceMember(string Name, string Word, string Description, bool ExactCase);
