using Switchyard.Sdk;

namespace Switchyard.Plugins.Tests;

public sealed class HeaderTests : WireTest
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("12ms", 12)]
    [InlineData("1s", 1000)]
    [InlineData("6m0s", 360_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("7.66s", 7660)]
    [InlineData("2m59.56s", 179_560)]
    [InlineData("34", 34_000)]
    public void Durations_are_read(string text, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Durations.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("5 bananas")]
    [InlineData("-1s")]
    [InlineData("s")]
    public void What_is_no_duration_is_none(string text) => Assert.Null(Durations.Parse(text));

    [Theory]
    [InlineData("Retry-After", "20", 20_000)]
    [InlineData("Retry-After", "Mon, 23 Nov 2026 10:01:00 GMT", 60_000)]
    [InlineData("Retry-After", "Mon, 23 Nov 2026 09:00:00 GMT", 0)]
    [InlineData("retry-after-ms", "150", 150)]
    [InlineData("x-ms-retry-after-ms", "2500", 2500)]
    public void Retry_after_is_read(string name, string value, double milliseconds)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation(name, value);
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), RetryAfter.Read(response.Headers, s_now));
    }

    [Fact]
    public void Milliseconds_go_before_seconds()
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("Retry-After", "1");
        response.Headers.TryAddWithoutValidation("retry-after-ms", "40");
        Assert.Equal(TimeSpan.FromMilliseconds(40), RetryAfter.Read(response.Headers, s_now));
    }

    [Fact]
    public void A_retry_after_that_makes_no_sense_is_none()
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("Retry-After", "-3");
        Assert.Null(RetryAfter.Read(response.Headers, s_now));
    }

    [Fact]
    public void Rate_limits_are_read()
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("x-ratelimit-remaining-requests", "59");
        response.Headers.TryAddWithoutValidation("X-RateLimit-Remaining-Tokens", "149984");
        response.Headers.TryAddWithoutValidation("x-ratelimit-reset-requests", "1s");
        response.Headers.TryAddWithoutValidation("x-ratelimit-reset-tokens", "6m0s");
        Assert.Equal(
            new()
            {
                RemainingRequests = 59,
                RemainingTokens = 149984,
                RequestsReset = TimeSpan.FromSeconds(1),
                TokensReset = TimeSpan.FromMinutes(6),
            },
            RateLimitHeaders.Read(response.Headers, RateLimitHeaderNames.OpenAI, DateTimeOffset.UnixEpoch));
    }

    [BoundedFact]
    public async Task A_manifest_names_a_vendors_own_headers()
    {
        using var server = LoopbackServer.Replying(
            200, Good, "x-left: 5", "x-left-tokens: 70", "x-reset: 2.5", "x-reset-tokens: 2999-01-01T00:00:00Z", "x-ratelimit-remaining-requests: 1");
        await using var provider = Provider(
            server,
            """{"rateLimitHeaders":{"remainingRequests":"x-left","remainingTokens":"x-left-tokens","requestsReset":"x-reset","tokensReset":"x-reset-tokens"}}""");
        var limits = (await provider.CompleteAsync()).Result.RateLimits;

        Assert.Equal((5, 70, TimeSpan.FromSeconds(2.5)), (limits.RemainingRequests, limits.RemainingTokens, limits.RequestsReset));
        Assert.True(limits.TokensReset > TimeSpan.FromDays(300));
    }

    [Theory]
    [InlineData("""{"rateLimitHeaders":{"reset":"x"}}""", "$.options.rateLimitHeaders.reset: unknown here; known are remainingRequests, remainingTokens, requestsReset, tokensReset.")]
    [InlineData("""{"rateLimitHeaders":"x"}""", "$.options.rateLimitHeaders: this must be an object.")]
    [InlineData("""{"rateLimitHeaders":{"tokensReset":1}}""", "$.options.rateLimitHeaders.tokensReset: this must be a string.")]
    public void Mistaken_header_names_are_named(string options, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => Provider(new Uri("http://127.0.0.1:9"), options)).Message);

    [Theory]
    [InlineData("soon")]
    [InlineData("-3")]
    [InlineData("")]
    public void A_reset_that_is_no_time_says_nothing(string value)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("x-ratelimit-reset-requests", value);
        Assert.Null(RateLimitHeaders.Read(response.Headers, RateLimitHeaderNames.OpenAI, DateTimeOffset.UnixEpoch).RequestsReset);
    }
}
