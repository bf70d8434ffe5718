using System.Net;
using System.Net.Sockets;

namespace Switchyard.Plugins.Tests;

/// <summary>Every class of error becomes the outcome that failover.md names, and never an exception.</summary>
public sealed class ErrorTests : WireTest
{
    [Theory]
    [InlineData(429, """{"error":{"message":"Slow down","type":"requests","param":null,"code":"rate_limit_exceeded"}}""", Outcome.RateLimited)]
    [InlineData(429, """{"error":{"message":"You exceeded your quota","type":"insufficient_quota","code":"insufficient_quota"}}""", Outcome.QuotaExhausted)]
    [InlineData(429, "", Outcome.RateLimited)]
    [InlineData(402, """{"error":{"message":"Insufficient Balance","type":"unknown_error","code":"invalid_request_error"}}""", Outcome.QuotaExhausted)]
    [InlineData(503, "no JSON at all", Outcome.Overloaded)]
    [InlineData(529, """{"error":{"type":"overloaded_error","message":"Overloaded"}}""", Outcome.Overloaded)]
    [InlineData(500, """{"error":{"message":"Oops","type":"server_error","param":null,"code":null}}""", Outcome.ServerError)]
    [InlineData(502, "<html>Bad gateway</html>", Outcome.ServerError)]
    [InlineData(504, "", Outcome.ServerError)]
    [InlineData(408, "", Outcome.ServerError)]
    [InlineData(401, """{"error":{"message":"Incorrect API key","type":"invalid_request_error","code":"invalid_api_key"}}""", Outcome.AuthenticationFailed)]
    [InlineData(403, "", Outcome.AuthenticationFailed)]
    [InlineData(400, """[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}]""", Outcome.AuthenticationFailed)]
    [InlineData(404, """{"error":{"message":"The model does not exist","type":"invalid_request_error","code":"model_not_found"}}""", Outcome.ModelUnavailable)]
    [InlineData(405, "", Outcome.ModelUnavailable)]
    [InlineData(409, "", Outcome.ModelUnavailable)]
    [InlineData(410, "", Outcome.ModelUnavailable)]
    [InlineData(307, "", Outcome.ModelUnavailable)]
    [InlineData(400, """{"error":{"message":"retired","type":"invalid_request_error","code":"model_decommissioned"}}""", Outcome.ModelUnavailable)]
    [InlineData(400, """{"error":{"message":"too long","type":"invalid_request_error","code":"context_length_exceeded"}}""", Outcome.ContextTooLong)]
    [InlineData(400, """{"object":"error","message":"Prompt contains 40000 tokens, too large for model with 32768 maximum context length","type":"invalid_request_error","code":"3051"}""", Outcome.ContextTooLong)]
    [InlineData(400, """[{"error":{"code":400,"message":"The input token count (2000000) exceeds the maximum number of tokens allowed","status":"INVALID_ARGUMENT"}}]""", Outcome.ContextTooLong)]
    [InlineData(413, "", Outcome.ContextTooLong)]
    [InlineData(400, """{"error":{"message":"filtered","code":"content_filter","innererror":{"code":"ResponsibleAIPolicyViolation"}}}""", Outcome.ContentFiltered)]
    [InlineData(400, """{"error":{"message":"policy","type":"invalid_request_error","code":"content_policy_violation"}}""", Outcome.ContentFiltered)]
    [InlineData(400, """{"error":{"message":"Unknown parameter","type":"invalid_request_error","param":"x","code":"unknown_parameter"}}""", Outcome.InvalidRequest)]
    [InlineData(422, """{"detail":[{"loc":["body","x"],"msg":"Extra inputs are not permitted","type":"extra_forbidden"}]}""", Outcome.InvalidRequest)]
    [InlineData(200, """{"error":{"message":"Provider returned error","code":429}}""", Outcome.RateLimited)]
    [InlineData(200, """{"error":{"message":"no","code":402}}""", Outcome.QuotaExhausted)]
    [InlineData(200, """{"error":{"type":"overloaded_error","message":"Overloaded"}}""", Outcome.Overloaded)]
    [InlineData(200, """{"error":"something broke"}""", Outcome.ServerError)]
    [InlineData(200, """{"object":"error","message":"x","type":"internal_server_error","param":null,"code":"1000"}""", Outcome.ServerError)]
    public async Task Errors_are_classified(int status, string body, Outcome outcome)
    {
        var (result, reply) = await AnswerAsync(status, body);
        Assert.Equal((outcome, status, ""), (result.Outcome, result.HttpStatus, reply));

        using var server = LoopbackServer.Replying(status, body);
        await using var provider = Provider(server);
        if (status != 200)
            Assert.Equal(outcome, (await provider.StreamAsync()).Result.Outcome);
    }

    [BoundedFact]
    public async Task The_wait_that_a_provider_asks_for_is_passed_on()
    {
        Assert.Equal(TimeSpan.FromSeconds(7), (await AnswerAsync(429, "", "Retry-After: 7")).Result.RetryAfter);
        var gemini = """{"error":{"code":429,"message":"x","status":"RESOURCE_EXHAUSTED","details":[{"@type":"t","retryDelay":"34s"}]}}""";
        Assert.Equal(TimeSpan.FromSeconds(34), (await AnswerAsync(429, gemini)).Result.RetryAfter);
    }

    [BoundedFact]
    public async Task A_key_that_a_provider_echoes_does_not_show()
    {
        var body = $$$"""{"error":{"message":"Incorrect API key provided: {{{Requests.Secret}}}.","code":"invalid_api_key"}}""";
        Assert.Equal("Incorrect API key provided: ***.", (await AnswerAsync(401, body)).Result.Detail);
        Assert.Equal("Incorrect API key provided: ***.", (await AnswerAsync(200, body)).Result.Detail);
        Assert.Equal("Incorrect API key provided: ***.", (await StreamAsync($"data: {body}\n\n")).Result.Detail);
    }

    [BoundedFact]
    public async Task A_status_counts_though_its_body_is_cut_off()
    {
        using var server = new LoopbackServer(async request =>
        {
            await request.SendAsync("HTTP/1.1 429 Slow\r\nRetry-After: 3\r\nContent-Length: 1000\r\n\r\n{\"error\":");
            request.Close();
        });
        await using var provider = Provider(server);
        var (result, _) = await provider.CompleteAsync();
        Assert.Equal((Outcome.RateLimited, TimeSpan.FromSeconds(3)), (result.Outcome, result.RetryAfter));
    }

    [Theory]
    [InlineData("line\nbreak", "{}")]
    [InlineData("sk-\u00fc", "{}")]
    [InlineData("line\nbreak", """{"keyHeader":"api-key"}""")]
    [InlineData("sk-\u00fc", """{"keyHeader":"api-key"}""")]
    public async Task A_key_that_no_header_carries_is_a_dead_key_and_named(string secret, string options)
    {
        using var server = LoopbackServer.Replying(200, Good);
        await using var provider = Provider(server, options);
        var expected = new ProviderResult(Outcome.AuthenticationFailed)
        {
            Detail = "TEST_KEY holds a line break or a non-ASCII character; set it again.",
        };

        Assert.Equal(expected, (await provider.CompleteAsync(Requests.Make(secret: secret))).Result);
        Assert.Equal(expected, (await provider.StreamAsync(Requests.Make(secret: secret))).Result);
        Assert.Empty(server.Requests);
    }

    [BoundedFact]
    public async Task A_date_to_wait_for_is_read_on_the_providers_clock()
    {
        using var server = LoopbackServer.Replying(429, "", "Retry-After: Wed, 01 Jan 2020 00:00:40 GMT");
        await using var provider = Provider(server, new FixedTime(new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal(TimeSpan.FromSeconds(40), (await provider.CompleteAsync()).Result.RetryAfter);
    }

    [BoundedFact]
    public async Task A_refused_connection_is_a_network_error()
    {
        // A port that was just free, and that nobody listens on.
        var server = LoopbackServer.Replying(200, Good);
        var endpoint = server.Endpoint;
        server.Dispose();
        await using var provider = Provider(endpoint);
        var (result, _) = await provider.CompleteAsync();
        Assert.Equal((Outcome.NetworkError, false), (result.Outcome, result.ConnectTimedOut));
        Assert.Equal(Outcome.NetworkError, (await provider.StreamAsync()).Result.Outcome);
    }

    [BoundedFact]
    public async Task A_name_that_does_not_resolve_is_a_network_error()
    {
        await using var provider = Provider(new Uri("http://nobody.invalid/"));
        Assert.Equal(Outcome.NetworkError, (await provider.CompleteAsync()).Result.Outcome);
    }

    [BoundedFact]
    public async Task A_reset_is_a_network_error()
    {
        using var server = new LoopbackServer(request =>
        {
            request.Reset();
            return Task.CompletedTask;
        });
        await using var provider = Provider(server);
        Assert.Equal(Outcome.NetworkError, (await provider.CompleteAsync()).Result.Outcome);
    }

    [BoundedFact]
    public async Task A_body_cut_off_is_a_network_error_and_writes_nothing()
    {
        using var server = new LoopbackServer(async request =>
        {
            await request.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"choices\":");
            request.Close();
        });
        await using var provider = Provider(server);
        var (result, reply) = await provider.CompleteAsync();
        Assert.Equal((Outcome.NetworkError, ""), (result.Outcome, reply));
    }

    [BoundedFact]
    public async Task A_connection_not_made_in_time_says_so()
    {
        // It takes the connection, and then never answers the TLS greeting.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var provider = Provider(new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"), connectTimeout: TimeSpan.FromMilliseconds(100));
        var (result, _) = await provider.CompleteAsync();
        Assert.Equal((Outcome.TimedOut, true), (result.Outcome, result.ConnectTimedOut));
    }

    [BoundedFact]
    public async Task Giving_up_is_cancelled()
    {
        using var caller = new CancellationTokenSource();
        using var server = new LoopbackServer(async request =>
        {
            await caller.CancelAsync();
            await request.WaitForCloseAsync(TestContext.Current.CancellationToken);
        });
        await using var provider = Provider(server);
        var reply = new System.Buffers.ArrayBufferWriter<byte>();
        Assert.Equal(Outcome.Cancelled, (await provider.CompleteAsync(Requests.Make(), reply, caller.Token)).Outcome);
    }
}
