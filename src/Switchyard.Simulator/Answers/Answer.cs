namespace Switchyard.Simulator;

/// <summary>What a model says to a request: a text, or the arguments of a tool call, as the tokens in which it is streamed.</summary>
internal sealed record Answer(IReadOnlyList<string> Tokens, string FinishReason, string? Tool)
{
    public string Text => string.Concat(Tokens);
}
