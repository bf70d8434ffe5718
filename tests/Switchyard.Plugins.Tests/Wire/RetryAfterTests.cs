using System.Buffers;
using Microsoft.Extensions.Time.Testing;
using Switchyard.Sdk;

namespace Switchyard.Plugins.Tests;

/// <summary>The wait that a provider asks for, in every form, from the bytes on the wire to what a call does.</summary>
public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Each form of a header, or of Gemini's body, and the seconds that it stands for.</summary>
    public static TheoryData<string?, string?, string, double> Forms() => new()
    {
        { "Retry-After", "2", "", 2 },
        { "Retry-After", "0", "", 0 },
        { "Retry-After", "1.5", "", 1.5 },
        { "Retry-After", "Sun, 01 Mar 2026 12:00:20 GMT", "", 20 },
        { "Retry-After", "Sun, 01 Mar 2026 11:59:00 GMT", "", 0 },
        { "retry-after-ms", "250", "", 0.25 },
        { "x-ms-retry-after-ms", "1500", "", 1.5 },
        { null, null, Gemini("7s"), 7 },
        { null, null, Gemini("0.5s"), 0.5 },
        { null, null, Gemini("1.250000000s"), 1.25 },
        { null, null, Gemini("0s"), 0 },
        { null, null, "[" + Gemini("7s") + "]", 7 },

        // The header is nearer to the truth: it comes from whoever turned the request away.
        { "Retry-After", "3", Gemini("7s"), 3 },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_call_waits_as_long_as_its_only_provider_asks(string? header, string? value, string body, double seconds)
    {
        var time = new FakeTimeProvider(s_now);
        await using var router = RouterOf(new Limited(Result(header, value, body, time)), time, new());
        var call = Begin(router).CompleteResultAsync(TestContext.Current.CancellationToken).AsTask();

        if (seconds > 0)
            time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.False(call.IsCompleted);

        // Up to a quarter of a second of jitter.
        time.Advance(TimeSpan.FromMilliseconds(1 + 250));
        Assert.True(call.IsCompleted);
        Assert.Equal([Outcome.RateLimited, Outcome.Completed], (await call).Attempts.Select(attempt => attempt.Outcome));
    }

    [Theory]
    [InlineData("Retry-After", "31", "")]
    [InlineData("Retry-After", "99999999999999999999", "")]
    [InlineData("Retry-After", "Mon, 02 Mar 2026 12:00:00 GMT", "")]
    [InlineData("retry-after-ms", "31000", "")]
    [InlineData(null, null, "37s")]
    [InlineData(null, null, "86400s")]
    public async Task One_that_asks_for_more_than_the_deadline_leaves_is_not_waited_for(string? header, string? value, string delay)
    {
        var time = new FakeTimeProvider(s_now);
        var result = Result(header, value, delay.Length == 0 ? "" : Gemini(delay), time);
        await using var router = RouterOf(new Limited(result), time, new() { Deadline = TimeSpan.FromSeconds(30) });

        var call = Begin(router).CompleteAsync(TestContext.Current.CancellationToken).AsTask();

        Assert.True(call.IsCompleted);
        var failure = await Assert.ThrowsAsync<RoutingException>(() => call);
        Assert.Equal((429, "rate_limit_exceeded", 1), (failure.HttpStatus, failure.Code, failure.Attempts.Count));
    }

    [Theory]
    [InlineData("Retry-After", "soon", "")]
    [InlineData("Retry-After", "-5", "")]
    [InlineData("Retry-After", "NaN", "")]
    [InlineData("Retry-After", "Infinity", "")]
    [InlineData("retry-after-ms", "NaN", "")]
    [InlineData(null, null, "later")]
    [InlineData(null, null, "")]
    public void One_that_makes_no_sense_is_none(string? header, string? value, string delay) =>
        Assert.Null(Result(header, value, Gemini(delay), new FakeTimeProvider(s_now)).RetryAfter);

    private static string Gemini(string delay) =>
        $$$"""
        {"error":{"code":429,"message":"Quota exceeded.","status":"RESOURCE_EXHAUSTED","details":[
          {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"x","quotaValue":"15"}]},
          {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"{{{delay}}}"}]}}
        """;

    private static ProviderResult Result(string? header, string? value, string body, TimeProvider time)
    {
        using var response = new HttpResponseMessage((System.Net.HttpStatusCode)429);
        if (header is not null)
            response.Headers.TryAddWithoutValidation(header, value);
        var headers = new HeaderReader(new OpenAIWireOptions().RateLimitHeaders, HeaderReader.RequestId, time);
        return ReplyJudge.Error(429, System.Text.Encoding.UTF8.GetBytes(body), response, key: null, headers);
    }

    private static Call Begin(Router router)
    {
        var call = router.Begin(new("Tests.RetryAfter", Tier.Cheap));
        call.WriteJson(",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]"u8);
        return call;
    }

    private static Router RouterOf(IProvider provider, TimeProvider time, Limits limits) => Router.Create(new RouterOptions
    {
        Policy = new() { Tiers = new Dictionary<Tier, IReadOnlyList<string>> { [Tier.Cheap] = ["test/m"] }, Limits = limits },
        TimeProvider = time,
    }.AddProvider(
        new() { File = "test.provider.json", Id = "test", Name = "test", Wire = "none", Endpoint = new("http://127.0.0.1/"), Models = [new() { Id = "m" }] },
        provider));

    /// <summary>Turns the first request away.</summary>
    private sealed class Limited(ProviderResult result) : IProvider
    {
        private int _requests;

        public ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken)
        {
            if (_requests++ == 0)
                return new(result);
            reply.Write("""{"choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}"""u8);
            return new(new ProviderResult(Outcome.Completed) { FinishReason = FinishReason.Stop });
        }

        public ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => default;
    }
}
