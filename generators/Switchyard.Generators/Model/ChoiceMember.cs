namespace Switchyard.Generators;

/// <summary>A member of an enum that is answered.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ExactCase">Whether another member differs only in case, so that case must be minded.</param>
internal sealed record ChoiceMember(string Name, bool ExactCase);
