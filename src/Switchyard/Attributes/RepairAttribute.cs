namespace Switchyard;

/// <summary>
/// A model whose answer does not fit the type is asked once to mend it: with its answer, and with what is wrong in a sentence. That is an attempt
/// like any other, within the call's attempts, time and ceiling. Without it the next candidate is asked. Not for streams.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class RepairAttribute : Attribute;
