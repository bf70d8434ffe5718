using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Switchyard.Simulator;

namespace Switchyard.Tests;

/// <summary>Every scripted fault, as a raw client meets it.</summary>
public sealed class SimulatorFaultTests
{
    private const string Answer = "one two three four five six";
    private static readonly int s_tokens = SimulatedTokens.Count(Answer);

    public static TheoryData<int> Statuses => [400, 401, 402, 403, 404, 408, 409, 410, 422, 429, 500, 502, 503, 504, 529];

    [Theory, MemberData(nameof(Statuses))]
    public async Task A_status_comes_with_its_body(int status)
    {
        await using var client = await StartAsync(Fault.Status(status));
        var (response, body) = await client.AskAsync(SimulatorClient.Chat());

        Assert.Equal(status, (int)response.StatusCode);
        Assert.StartsWith("[simulated] ", (string?)body["error"]!["message"]);
        if (status == 529)
            Assert.Equal("overloaded_error", (string?)body["error"]!["type"]);
        else
            Assert.Equal(["message", "type", "param", "code"], body["error"]!.AsObject().Select(m => m.Key));
        var record = Assert.Single(client.Server.Requests);
        Assert.Equal((RequestOutcome.Faulted, status, FaultKind.Status, 0m), (record.Outcome, record.Status, record.Fault, record.CostUsd));
    }

    [Fact]
    public async Task A_status_may_take_its_time()
    {
        await using var client = await StartAsync(Fault.Status(504, TimeSpan.FromMilliseconds(60)));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        using var response = await client.PostAsync(SimulatorClient.Chat());
        Assert.True(clock.ElapsedMilliseconds >= 55);
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
    }

    [Fact]
    public async Task Error_bodies_come_in_the_vendors_shapes()
    {
        await using var client = await StartAsync(Fault.Status(429) with { Style = ErrorStyle.Flat });
        var (_, flat) = await client.AskAsync(SimulatorClient.Chat());
        Assert.Equal(["object", "message", "type", "param", "code"], flat.AsObject().Select(m => m.Key));

        client.Replace(Fault.Status(503) with { Style = ErrorStyle.Anthropic });
        var (_, nested) = await client.AskAsync(SimulatorClient.Chat());
        Assert.Equal(("error", "overloaded_error"), ((string?)nested["type"], (string?)nested["error"]!["type"]));

        client.Replace(Fault.Status(502) with { Style = ErrorStyle.Html });
        using var html = await client.PostAsync(SimulatorClient.Chat());
        Assert.Contains("<h1>502 Bad Gateway</h1>", await SimulatorClient.ReadAsync(html));

        client.Replace(Fault.Status(500) with { Style = ErrorStyle.Empty });
        using var empty = await client.PostAsync(SimulatorClient.Chat());
        Assert.Equal("", await SimulatorClient.ReadAsync(empty));

        client.Replace(Fault.InsufficientQuota());
        var (_, quota) = await client.AskAsync(SimulatorClient.Chat());
        Assert.Equal("insufficient_quota", (string?)quota["error"]!["code"]);
    }

    [Theory]
    [InlineData(RetryAfterForm.None, null, null)]
    [InlineData(RetryAfterForm.Seconds, "Retry-After", "2")]
    [InlineData(RetryAfterForm.HttpDate, "Retry-After", null)]
    [InlineData(RetryAfterForm.Milliseconds, "retry-after-ms", "1500")]
    [InlineData(RetryAfterForm.AzureMilliseconds, "x-ms-retry-after-ms", "1500")]
    public async Task Retry_after_comes_in_every_form(RetryAfterForm form, string? header, string? value)
    {
        await using var client = await StartAsync(Fault.Status(429) with { RetryAfter = TimeSpan.FromSeconds(1.5), RetryAfterForm = form });
        using var response = await client.PostAsync(SimulatorClient.Chat());

        var found = response.Headers.Where(h => h.Key.Contains("retry-after", StringComparison.OrdinalIgnoreCase)).ToList();
        Assert.Equal(header is null ? 0 : 1, found.Count);
        if (value is not null)
            Assert.Equal((header, value), (found[0].Key, found[0].Value.Single()));
        if (form == RetryAfterForm.HttpDate)
            Assert.InRange(response.Headers.RetryAfter!.Date!.Value - DateTimeOffset.UtcNow, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(3.5));
    }

    [Fact]
    public async Task A_reset_comes_before_any_header()
    {
        await using var client = await StartAsync(Fault.Reset());
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(SimulatorClient.Chat()));

        var socket = Assert.IsType<SocketException>(Innermost(error));
        Assert.Equal(SocketError.ConnectionReset, socket.SocketErrorCode);
        await client.Server.WaitForIdleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, false), (client.Server.Requests[0].Status, client.Server.Requests[0].ClientAborted));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Silence_lasts_until_the_client_gives_up(bool afterHeaders, bool stream)
    {
        await using var client = await StartAsync(Fault.Silence(afterHeaders));
        using var patience = new CancellationTokenSource(100);
        var headers = false;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            using var response = await client.PostUntilAsync(SimulatorClient.Chat(stream: stream), patience.Token);
            headers = true;
            await response.Content.ReadAsByteArrayAsync(patience.Token);
        });

        Assert.Equal(afterHeaders, headers);
        await client.Server.WaitForIdleAsync(TestContext.Current.CancellationToken);
        var record = client.Server.Requests[0];
        Assert.Equal((RequestOutcome.Faulted, afterHeaders ? 200 : 0, true), (record.Outcome, record.Status, record.ClientAborted));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_slow_first_token_is_late_and_then_sound(bool headersFirst)
    {
        await using var client = await StartAsync(Fault.SlowFirstToken(TimeSpan.FromMilliseconds(80), headersFirst));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        using var response = await client.PostAsync(SimulatorClient.Chat(stream: true));
        var untilHeaders = clock.ElapsedMilliseconds;
        var events = SimulatorClient.SplitEvents(await SimulatorClient.ReadAsync(response));

        Assert.True(clock.ElapsedMilliseconds >= 75);
        if (!headersFirst)
            Assert.True(untilHeaders >= 75);
        Assert.Equal(Answer, SimulatorClient.TextOf(events));
        Assert.Equal(RequestOutcome.Answered, client.Server.Requests[0].Outcome);
    }

    [Theory]
    [InlineData(CutKind.EndResponse)]
    [InlineData(CutKind.CloseConnection)]
    [InlineData(CutKind.Reset)]
    public async Task A_cut_stream_delivers_exactly_its_tokens_and_no_finish(CutKind ending)
    {
        await using var client = await StartAsync(Fault.CutAfter(3, ending));
        for (var round = 1; round <= 5; round++)
        {
            using var response = await client.PostAsync(SimulatorClient.Chat(stream: true));
            var (text, error) = await SimulatorClient.ReadToBreakAsync(response);

            Assert.Equal(string.Concat(SimulatedTokens.Split(Answer).Take(3)), SimulatorClient.TextOf(SimulatorClient.SplitEvents(text)));
            Assert.DoesNotContain("[DONE]", text);
            Assert.DoesNotContain("\"finish_reason\":\"", text);
            if (ending == CutKind.EndResponse)
                Assert.Null(error);
            else
                Assert.NotNull(error);
            if (ending == CutKind.Reset)
                Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(Innermost(error!)).SocketErrorCode);
            Assert.Equal(3 * round, client.Server.Statistics.Total.OutputTokens);
        }
    }

    [Theory]
    [InlineData(CutKind.EndResponse)]
    [InlineData(CutKind.CloseConnection)]
    [InlineData(CutKind.Reset)]
    public async Task A_cut_reply_is_half_a_reply(CutKind ending)
    {
        await using var client = await StartAsync(Fault.CutAfter(0, ending));
        using var response = await client.PostAsync(SimulatorClient.Chat());
        var (text, error) = await SimulatorClient.ReadToBreakAsync(response);

        Assert.StartsWith("{\"id\"", text);
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => JsonNode.Parse(text));
        Assert.Equal(ending == CutKind.EndResponse, error is null);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stall_keeps_the_connection_open(bool stream)
    {
        await using var client = await StartAsync(Fault.StallAfter(2));
        using var patience = new CancellationTokenSource(150);
        using var response = await client.PostUntilAsync(SimulatorClient.Chat(stream: stream), patience.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => response.Content.ReadAsStringAsync(patience.Token));

        response.Dispose();
        await client.Server.WaitForIdleAsync(TestContext.Current.CancellationToken);
        var record = client.Server.Requests[0];
        Assert.True(record.ClientAborted);
        Assert.Equal(stream ? 2 : s_tokens, record.Usage.OutputTokens);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_chunk_is_malformed_and_the_rest_is_sound(bool losesText)
    {
        await using var client = await StartAsync(Fault.MalformedChunk(1, losesText));
        var events = await client.EventsAsync(SimulatorClient.Chat(stream: true));

        var bad = Assert.Single(events, e => e != "[DONE]" && !IsJson(e));
        Assert.Equal(2, events.IndexOf(bad));
        events.Remove(bad);
        var tokens = SimulatedTokens.Split(Answer);
        Assert.Equal(losesText ? tokens[0] + string.Concat(tokens.Skip(2)) : Answer, SimulatorClient.TextOf(events));
        Assert.Equal("[DONE]", events[^1]);

        using var whole = await client.PostAsync(SimulatorClient.Chat());
        Assert.False(IsJson(await SimulatorClient.ReadAsync(whole)));
    }

    [Fact]
    public async Task Done_is_left_out()
    {
        await using var client = await StartAsync(Fault.NoDone());
        var events = await client.EventsAsync(SimulatorClient.Chat(stream: true));

        Assert.DoesNotContain("[DONE]", events);
        Assert.Contains("\"finish_reason\":\"stop\"", events[^1]);
        Assert.Equal(RequestOutcome.Answered, client.Server.Requests[0].Outcome);
    }

    [Fact]
    public async Task An_error_comes_inside_a_200()
    {
        await using var client = await StartAsync(Fault.ErrorInBody(2));
        var (whole, body) = await client.AskAsync(SimulatorClient.Chat());
        Assert.Equal((HttpStatusCode.OK, "server_error"), (whole.StatusCode, (string?)body["error"]!["type"]));

        var events = await client.EventsAsync(SimulatorClient.Chat(stream: true));
        Assert.Equal(4, events.Count);
        Assert.Equal("server_error", (string?)JsonNode.Parse(events[^1])!["error"]!["type"]);

        client.Replace(Fault.ErrorInBody(0, CutKind.Reset) with { Style = ErrorStyle.Anthropic, Type = "overloaded_error" });
        using var response = await client.PostAsync(SimulatorClient.Chat(stream: true));
        var (text, error) = await SimulatorClient.ReadToBreakAsync(response);
        Assert.Contains("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"", text);
        Assert.NotNull(error);
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "data: [DONE]\n\n")]
    public async Task A_stream_has_no_chunks(bool sendsDone, string expected)
    {
        await using var client = await StartAsync(Fault.ZeroChunks(sendsDone));
        using var stream = await client.PostAsync(SimulatorClient.Chat(stream: true));
        Assert.Equal(expected, await SimulatorClient.ReadAsync(stream));

        using var whole = await client.PostAsync(SimulatorClient.Chat());
        Assert.Equal((HttpStatusCode.OK, ""), (whole.StatusCode, await SimulatorClient.ReadAsync(whole)));
    }

    [Fact]
    public async Task Finish_reasons_are_unusual()
    {
        await using var client = await StartAsync(Fault.FinishReason("error"));
        var (_, body) = await client.AskAsync(SimulatorClient.Chat());
        Assert.Equal("error", (string?)body["choices"]![0]!["finish_reason"]);

        client.Replace(Fault.FinishReason(null));
        var events = await client.EventsAsync(SimulatorClient.Chat(stream: true));
        Assert.All(events[..^1], e => Assert.Contains("\"finish_reason\":null", e));
    }

    [Theory]
    [InlineData(true, ": keep-alive\n\n")]
    [InlineData(false, "\n")]
    public async Task Keep_alives_come_before_an_answer_or_for_ever(bool stream, string sign)
    {
        var interval = TimeSpan.FromMilliseconds(5);
        await using var client = await StartAsync(Fault.KeepAlives(interval, TimeSpan.FromMilliseconds(500)));
        using var response = await client.PostAsync(SimulatorClient.Chat(stream: stream));
        var text = await SimulatorClient.ReadAsync(response);
        Assert.StartsWith(sign + sign, text);
        Assert.Contains(stream ? "[DONE]" : "\"finish_reason\":\"stop\"", text);

        client.Replace(Fault.KeepAlives(interval));
        using var patience = new CancellationTokenSource(100);
        using var endless = await client.PostUntilAsync(SimulatorClient.Chat(stream: stream), patience.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless.Content.ReadAsStringAsync(patience.Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_dribbled_reply_is_sound(bool stream)
    {
        await using var client = await SimulatorClient.StartAsync(_ => "Grüße 日本語 🚲");
        client.Replace(Fault.Dribble(1));
        var text = stream
            ? SimulatorClient.TextOf(await client.EventsAsync(SimulatorClient.Chat(stream: true)))
            : await client.TextAsync(SimulatorClient.Chat());
        Assert.Equal("Grüße 日本語 🚲", text);
    }

    private static async Task<SimulatorClient> StartAsync(Fault fault)
    {
        var client = await SimulatorClient.StartAsync(_ => Answer);
        client.Replace(fault);
        return client;
    }

    private static Exception Innermost(Exception error) => error.InnerException is { } inner ? Innermost(inner) : error;

    private static bool IsJson(string text)
    {
        try
        {
            return JsonNode.Parse(text) is not null;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }
}
