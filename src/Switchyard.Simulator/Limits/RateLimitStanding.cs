namespace Switchyard.Simulator;

/// <summary>Where a key stands after one more request: which limit refused it (<c>requests</c>, <c>tokens</c> or none), and what is used.</summary>
internal readonly record struct RateLimitStanding(string? Refused, int UsedRequests, int UsedTokens, TimeSpan Reset);
