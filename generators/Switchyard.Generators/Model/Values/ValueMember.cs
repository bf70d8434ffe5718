namespace Switchyard.Generators;

/// <summary>A member of an object.</summary>
/// <param name="Name">The property's name in C#.</param>
/// <param name="JsonName">Its name in JSON.</param>
/// <param name="Description">What it stands for; empty if nobody has said.</param>
/// <param name="Use">Its type.</param>
/// <param name="IsRequired">Whether an answer must have it.</param>
/// <param name="Argument">Which argument of the constructor it is; negative if it is set in the initializer, or not read at all.</param>
/// <param name="IsSet">Whether it is set in the initializer.</param>
/// <param name="IsWritten">Whether it can be got, and so written.</param>
internal sealed record ValueMember(
    string Name, string JsonName, string Description, ValueUse Use, bool IsRequired, int Argument, bool IsSet, bool IsWritten)
{
    /// <summary>Whether an answer has it.</summary>
    public bool IsRead => IsSet || Argument >= 0;
}
