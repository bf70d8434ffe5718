namespace Switchyard.Conformance;

/// <summary>A provider did something else than it must. The message says what, in one sentence.</summary>
internal sealed class ConformanceException(string sentence) : Exception(sentence);
