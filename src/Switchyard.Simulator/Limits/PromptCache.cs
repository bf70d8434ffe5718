using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>Remembers the prefixes of one model's prompts, as hashes, apart for each key.</summary>
internal sealed class PromptCache(SimulatedPromptCache options, TimeProvider time)
{
    private const int MostPrefixes = 100_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, long> _lastUse = [];

    public readonly record struct Result(int Cached, int Written);

    /// <summary>Looks a prompt up and keeps it: the tokens read from the cache, and those written to it.</summary>
    public Result Use(string key, SimulatedRequest request)
    {
        if (request.InputTokens < options.MinimumTokens)
            return default;

        lock (_lock)
        {
            var (cached, longest) = (0, 0);
            foreach (var (tokens, hash) in Prefixes(key, request))
            {
                if (_lastUse.TryGetValue(hash, out var used) && time.GetElapsedTime(used) < options.Lifetime)
                    cached = tokens;
                longest = tokens;

                // A crude bound: a simulator that was fed this much may start anew.
                if (_lastUse.Count >= MostPrefixes)
                    _lastUse.Clear();
                _lastUse[hash] = time.GetTimestamp();
            }

            return new(cached, options.ReportsWrites ? longest - cached : 0);
        }
    }

    // In the order in which the vendors lay a prompt out: tools, schema, messages.
    private IEnumerable<(int Tokens, ulong Hash)> Prefixes(string key, SimulatedRequest request)
    {
        var hash = StableHash.Add(StableHash.Start, key);
        var (tokens, next) = (0, options.MinimumTokens);
        foreach (var part in Parts(request))
        {
            hash = (hash ^ 0xFF) * 1099511628211;
            foreach (var token in SimulatedTokens.Split(part))
            {
                hash = StableHash.Add(hash, token);
                if (++tokens != next)
                    continue;
                yield return (tokens, hash);
                next += options.BlockTokens;
            }
        }
    }

    private static IEnumerable<string> Parts(SimulatedRequest request)
    {
        if (request.Body.TryGetProperty("tools", out var tools) && tools.ValueKind != JsonValueKind.Null)
            yield return tools.GetRawText();
        if (request.Schema is { } schema)
            yield return schema.GetRawText();
        foreach (var message in request.Messages)
        {
            yield return message.Role;
            yield return message.Text;
        }
    }
}
