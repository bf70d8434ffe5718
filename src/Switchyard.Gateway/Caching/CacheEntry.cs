using Switchyard.Storage;

namespace Switchyard.Gateway;

/// <summary>An answer that is on its way to its client and into the cache, unless it turns out to be no whole one.</summary>
/// <param name="cache">The cache.</param>
/// <param name="key">What was asked.</param>
/// <param name="lifetime">How long it may be given again.</param>
/// <param name="hasFinish">Whether a whole answer says why it ended.</param>
internal sealed class CacheEntry(ResponseCache cache, CacheKey key, TimeSpan lifetime, bool hasFinish)
{
    // Answers are kept in memory while they are sent; a longer one than this is not worth it.
    private const int MostBytes = 4 << 20;

    private readonly Utf8Buffer _sent = new();
    private bool _isFinished = !hasFinish;
    private bool _isRuledOut;

    private static ReadOnlySpan<byte> Finish => "\"finish_reason\""u8;

    /// <summary>Takes in a canonical reply or chunk: it says whether the answer is whole.</summary>
    public void Look(ReadOnlySpan<byte> canonical)
    {
        // Inside a text the quotes are escaped, so this is the member's name.
        for (var at = canonical.IndexOf(Finish); at >= 0; at = canonical.IndexOf(Finish))
        {
            canonical = canonical[(at + Finish.Length)..];
            var value = canonical.TrimStart(" \t\r\n:"u8);
            if (value.StartsWith("null"u8))
                continue;

            // An answer that the token limit cut off, or a filter, is one that another try may better.
            _isFinished = value.StartsWith("\"stop\""u8) || value.StartsWith("\"tool_calls\""u8) || value.StartsWith("\"function_call\""u8);
            _isRuledOut |= !_isFinished;
        }
    }

    /// <summary>Takes in what was sent.</summary>
    public void Take(ReadOnlySpan<byte> sent)
    {
        if (_isRuledOut || _sent.Length + sent.Length > MostBytes)
            _isRuledOut = true;
        else
            _sent.Write(sent);
    }

    /// <summary>The answer is complete and was sent.</summary>
    public void Keep(string contentType, in ForwardReceipt receipt)
    {
        if (_isRuledOut || !_isFinished || _sent.Length == 0)
            return;

        cache.Keep(key, new() { Body = _sent.Span.ToArray(), ContentType = contentType, Model = receipt.Model, Cost = Money.ToUsd(receipt.CostNanoUsd) }, lifetime);
    }
}
