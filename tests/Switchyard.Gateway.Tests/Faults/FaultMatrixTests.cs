using System.Net;
using System.Text;
using System.Text.Json;
using Switchyard.Simulator;

namespace Switchyard.Gateway.Tests;

/// <summary>
/// Every fault of a vendor as a client of the gateway sees it, whole and as a stream: the answer comes whole from elsewhere; where nobody else is, the
/// failure has a status, a code and an end that no client takes for a complete answer, and the next request is sound.
/// </summary>
public sealed class FaultMatrixTests
{
    private const string Answer = "one two three four five six";
    private const string Sound = "";

    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_short = TimeSpan.FromSeconds(2);

    // What a client gets if nobody else is there: as a call, and as a stream. A stream that has begun ends with the code in its last event.
    private static readonly Dictionary<string, Case> s_faults = new()
    {
        ["reset before headers"] = new(Fault.Reset(), "502 upstream_unreachable"),
        ["silence"] = new(Fault.Silence(), "504 upstream_timeout"),
        ["silence after headers"] = new(Fault.Silence(afterHeaders: true), "504 upstream_timeout"),
        ["slow first token"] = new(Fault.SlowFirstToken(s_long), "504 upstream_timeout"),
        ["slow first token after the role"] = new(Fault.SlowFirstToken(s_long, headersFirst: true), "504 upstream_timeout"),
        ["keep-alives only"] = new(Fault.KeepAlives(TimeSpan.FromMilliseconds(50)), "504 upstream_timeout"),
        ["stall"] = new(Fault.StallAfter(2), "504 upstream_timeout", "200 upstream_timeout"),
        ["cut at once, clean end"] = new(Fault.CutAfter(0, CutKind.EndResponse), "502 upstream_invalid_reply", "502 upstream_truncated"),
        ["cut after 2, clean end"] = new(Fault.CutAfter(2, CutKind.EndResponse), "502 upstream_invalid_reply", "200 upstream_truncated"),
        ["cut after 2, reset"] = new(Fault.CutAfter(2), "502 upstream_unreachable", "200 upstream_unreachable"),
        ["malformed chunk"] = new(Fault.MalformedChunk(2), "502 upstream_invalid_reply", "200 upstream_invalid_reply"),
        ["error in a 200"] = new(Fault.ErrorInBody(), "502 upstream_error"),
        ["error in a 200 after 2"] = new(Fault.ErrorInBody(2), "502 upstream_error", "200 upstream_error"),
        ["zero chunks"] = new(Fault.ZeroChunks(), "502 upstream_invalid_reply", "502 upstream_truncated"),
        ["zero chunks with [DONE]"] = new(Fault.ZeroChunks(sendsDone: true), "502 upstream_invalid_reply", "502 upstream_truncated"),
        ["no finish reason"] = new(Fault.FinishReason(null), "502 upstream_invalid_reply", "200 upstream_truncated"),
        ["finish reason error"] = new(Fault.FinishReason("error"), "502 upstream_error", "200 upstream_error"),
        ["401"] = new(Fault.Status(401), "502 upstream_credentials_exhausted"),
        ["402"] = new(Fault.Status(402), "502 upstream_credentials_exhausted"),
        ["404"] = new(Fault.Status(404), "404 model_unavailable"),
        ["429"] = new(Fault.Status(429) with { RetryAfter = TimeSpan.FromMinutes(1) }, "429 rate_limit_exceeded"),
        ["429, money"] = new(Fault.InsufficientQuota(), "502 upstream_credentials_exhausted"),
        ["500"] = new(Fault.Status(500), "502 upstream_error"),
        ["503"] = new(Fault.Status(503), "503 upstream_overloaded"),
        ["529"] = new(Fault.Status(529), "503 upstream_overloaded"),
        ["no [DONE]"] = new(Fault.NoDone(), Sound),
        ["fragments"] = new(Fault.Dribble(3), Sound),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Matrix()
    {
        var matrix = new TheoryData<string, bool>();
        foreach (var name in s_faults.Keys)
        {
            matrix.Add(name, false);
            matrix.Add(name, true);
        }

        return matrix;
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task The_answer_comes_whole_from_elsewhere(string name, bool isStream)
    {
        var fault = s_faults[name];
        await using var scene = await StartAsync(fault, isAlone: false);
        scene.A.Server.Faults.Add(fault.Fault, FaultSchedule.Next(1));

        var seen = await AskAsync(scene, isStream);
        Assert.Equal((HttpStatusCode.OK, Answer, null, true), (seen.Status, seen.Text, seen.Code, seen.IsComplete));

        var attempts = Assert.Single(scene.Ledger.Snapshot()).Attempts;
        Assert.Equal(fault.IsSound ? ["a/one"] : ["a/one", "b/two"], attempts.Select(attempt => attempt.Model));
        Assert.Equal(Outcome.Completed, attempts[^1].Outcome);
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Alone_it_fails_so_that_no_client_takes_it_for_an_answer_and_the_next_request_is_sound(string name, bool isStream)
    {
        var fault = s_faults[name];
        await using var scene = await StartAsync(fault, isAlone: true);
        scene.A.Server.Faults.Add(fault.Fault);

        var seen = await AskAsync(scene, isStream);
        if (fault.IsSound)
        {
            Assert.Equal((Answer, true), (seen.Text, seen.IsComplete));
        }
        else
        {
            Assert.Equal(isStream ? fault.InStream : fault.InCall, $"{(int)seen.Status} {seen.Code}");

            // After a part was sent, the connection ends without an end of the body.
            Assert.Equal(seen.Status != HttpStatusCode.OK, seen.IsComplete);
            Assert.StartsWith(seen.Text, Answer, StringComparison.Ordinal);
            var call = Assert.Single(scene.Ledger.Snapshot()).Call;
            Assert.NotEqual(Outcome.Completed, call.Outcome);
        }

        scene.A.Server.Faults.Clear();
        Restore(scene);
        var next = await AskAsync(scene, isStream);
        Assert.Equal((HttpStatusCode.OK, Answer), (next.Status, next.Text));
    }

    [Theory]
    [InlineData("/v1/messages", """{"model":"cheap","max_tokens":500,"stream":true,"messages":[{"role":"user","content":"hello"}]}""", "event: error")]
    [InlineData("/v1/responses", """{"model":"cheap","input":"hello","stream":true}""", "event: response.failed")]
    public async Task Other_wires_break_off_in_their_own_words_and_without_a_clean_end(string path, string body, string last)
    {
        await using var scene = await StartAsync(s_faults["cut after 2, reset"], isAlone: true);
        scene.A.Server.Faults.Add(Fault.CutAfter(2));
        using var response = await scene.PostAsync(body, path, HttpCompletionOption.ResponseHeadersRead);
        var (text, isComplete) = await ReadAsync(response);
        Assert.False(isComplete);
        Assert.Contains(last, text, StringComparison.Ordinal);
        Assert.DoesNotContain("message_stop", text, StringComparison.Ordinal);
        Assert.DoesNotContain("response.completed", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_vendor_that_flaps_costs_no_client_its_answer(bool isStream)
    {
        await using var scene = await StartAsync(s_faults["cut after 2, reset"], isAlone: false);
        scene.A.Server.Faults.Add(Fault.CutAfter(2), FaultSchedule.Flapping(2, 3));
        for (var request = 0; request < 30; request++)
            Assert.Equal((Answer, true), await AskAsync(scene, isStream) is var seen ? (seen.Text, seen.IsComplete) : default);
        Assert.Equal(scene.Vendors.Sum(vendor => vendor.Server.Requests.Count), scene.Ledger.Snapshot().Sum(entry => entry.Attempts.Count));
    }

    [Fact]
    public async Task One_deadline_and_one_attempt_budget_hold_for_the_whole_request()
    {
        await using var scene = await GatewayScene.StartAsync(policy => policy with { Limits = policy.Limits with { Attempts = 3 } });
        foreach (var vendor in scene.Vendors)
            vendor.Server.Faults.Add(Fault.Status(500));
        await scene.PostAsync("""{"models":["a/one","b/two","b/middle","b/big"],"messages":[{"role":"user","content":"x"}]}""", HttpStatusCode.BadGateway);
        Assert.Equal(3, scene.Vendors.Sum(vendor => vendor.Server.Requests.Count));
    }

    [Fact]
    public async Task The_next_key_of_the_same_model_answers_where_one_is_not_accepted()
    {
        var vendor = await Vendor.StartAsync("a", [GatewayScene.Model("one", 1)], new Dictionary<string, string> { ["A_ONE_KEY"] = "sk-other", ["A_TWO_KEY"] = "sk-A_TWO_KEY" });
        await using var scene = await GatewayScene.StartAsync(ChatCompletionTests.OnlyA, null, vendor);
        await scene.PostAsync(GatewayScene.Body("cheap"), HttpStatusCode.OK);
        var attempts = Assert.Single(scene.Ledger.Snapshot()).Attempts;
        Assert.Equal([Outcome.AuthenticationFailed, Outcome.Completed], attempts.Select(attempt => attempt.Outcome));
    }

    private static async Task<GatewayScene> StartAsync(Case fault, bool isAlone)
    {
        var limit = fault.IsTimed ? s_short : TimeSpan.FromSeconds(30);
        var one = await Vendor.StartAsync("a", [GatewayScene.Model("one", 1)], answer: static _ => Answer);
        Vendor[] vendors = isAlone ? [one] : [one, await Vendor.StartAsync("b", [GatewayScene.Model("two", 2)], answer: static _ => Answer)];
        return await GatewayScene.StartAsync(
            policy => policy with
            {
                Tiers = new Dictionary<Tier, IReadOnlyList<string>> { [Tier.Cheap] = isAlone ? ["a/one"] : ["a/one", "b/two"] },
                TierRoutes = new Dictionary<Tier, RoutePolicy> { [Tier.Cheap] = new() { Strategy = RoutingStrategy.Ordered } },
                Limits = new() { FirstToken = limit, Idle = limit, Attempt = limit, Deadline = s_long, Attempts = isAlone ? 1 : 3 },
            },
            null,
            vendors);
    }

    // A key that was not accepted stays out until its setting changes, and some models for minutes: a hand on the switch takes them back.
    private static void Restore(GatewayScene scene) => Assert.True(scene.Server.Router.Health.Restore("a/one") > 0);

    private static async Task<Seen> AskAsync(GatewayScene scene, bool isStream)
    {
        using var response = await scene.PostAsync(GatewayScene.Body("cheap", isStream ? ",\"stream\":true" : ""), until: HttpCompletionOption.ResponseHeadersRead);
        var (text, isComplete) = await ReadAsync(response);
        if (!isStream || response.StatusCode != HttpStatusCode.OK)
        {
            var body = JsonElement.Parse(text);
            return response.StatusCode == HttpStatusCode.OK
                ? new(response.StatusCode, body.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!, null, isComplete)
                : new(response.StatusCode, "", Code(body), isComplete);
        }

        var (answer, code) = (new StringBuilder(), default(string));
        foreach (var data in text.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => JsonElement.Parse(line[6..])))
        {
            if (data.TryGetProperty("error", out _))
                code = Code(data);
            else if (data.GetProperty("choices") is var choices && choices.GetArrayLength() > 0 && choices[0].GetProperty("delta").TryGetProperty("content", out var more))
                answer.Append(more.GetString());
        }

        Assert.Equal(isComplete, text.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal));
        return new(response.StatusCode, answer.ToString(), code, isComplete);
    }

    private static async Task<(string Text, bool IsComplete)> ReadAsync(HttpResponseMessage response)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Token));
        var text = new StringBuilder();
        var buffer = new char[4096];
        try
        {
            while (await reader.ReadAsync(buffer, Token) is var read and > 0)
                text.Append(buffer, 0, read);
            return (text.ToString(), true);
        }
        catch (HttpIOException)
        {
            return (text.ToString(), false);
        }
    }

    private static string Code(JsonElement body)
    {
        var error = body.GetProperty("error");
        Assert.Equal(["code", "message", "param", "type"], error.EnumerateObject().Select(member => member.Name).Order());
        return error.GetProperty("code").GetString()!;
    }

    private sealed record Case(Fault Fault, string InCall, string? Stream = null)
    {
        public string InStream => Stream ?? InCall;

        public bool IsSound => InCall == Sound;

        public bool IsTimed => InCall.StartsWith("504", StringComparison.Ordinal);
    }

    private sealed record Seen(HttpStatusCode Status, string Text, string? Code, bool IsComplete);
}
