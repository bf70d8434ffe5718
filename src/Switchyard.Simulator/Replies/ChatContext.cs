using Microsoft.AspNetCore.Http;

namespace Switchyard.Simulator;

/// <summary>One chat request that is being served, and all that belongs to it.</summary>
internal sealed record ChatContext(
    HttpContext Http,
    Exchange Exchange,
    SimulatedRequest Request,
    ModelState State,
    string Key,
    Fault? Fault,
    TimeProvider Time,
    CancellationToken Stopping)
{
    public SimulatedModel Model => State.Model;

    /// <summary>Whether the request's fault is of this kind.</summary>
    public bool Has(FaultKind kind) => Fault?.Kind == kind;

    /// <summary>Books the prompt: from the first token on it is billed, whatever becomes of the answer.</summary>
    public void BookPrompt()
    {
        var cache = Request.UsesCache ? State.Cache?.Use(Key, Request) ?? default : default;
        Exchange.Usage = new SimulatedUsage(Request.InputTokens, cache.Cached, cache.Written);
    }

    /// <summary>Books tokens of the answer as they are produced.</summary>
    public void BookOutput(int tokens, int reasoning = 0)
    {
        var usage = Exchange.Usage;
        Exchange.Usage = usage with
        {
            OutputTokens = usage.OutputTokens + tokens + reasoning,
            ReasoningTokens = usage.ReasoningTokens + reasoning,
        };
        State.RateLimiter?.Produced(Key, tokens + reasoning);
    }
}
