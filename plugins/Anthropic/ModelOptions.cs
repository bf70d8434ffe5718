namespace Switchyard.Provider.Anthropic;

/// <summary>What one model takes.</summary>
/// <param name="Thinking"><c>adaptive</c>, <c>budget</c> (of tokens, the older form) or <c>none</c>.</param>
/// <param name="TakesSampling">Whether it takes <c>temperature</c> and <c>top_p</c>; newer ones refuse them.</param>
internal sealed record ModelOptions(string Thinking, bool TakesSampling);
