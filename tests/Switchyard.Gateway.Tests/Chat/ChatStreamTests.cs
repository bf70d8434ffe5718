using System.Net;
using System.Text.Json;
using Switchyard.Simulator;

namespace Switchyard.Gateway.Tests;

public sealed class ChatStreamTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_usage_every_chunk_but_the_last_says_null()
    {
        await using var scene = await GatewayScene.StartAsync();
        var events = await scene.StreamAsync(GatewayScene.Body("cheap", ""","stream":true,"stream_options":{"include_usage":true}"""));

        Assert.Equal("[DONE]", events[^1]);
        var chunks = events.SkipLast(1).Select(text => JsonElement.Parse(text)).ToList();
        Assert.All(chunks, chunk => Assert.Equal("a/one", chunk.GetProperty("model").GetString()));
        Assert.All(chunks.SkipLast(1), chunk => Assert.Equal(JsonValueKind.Null, chunk.GetProperty("usage").ValueKind));
        Assert.Equal(0, chunks[^1].GetProperty("choices").GetArrayLength());
        Assert.True(chunks[^1].GetProperty("usage").GetProperty("total_tokens").GetInt32() > 0);
        Assert.Equal("stop", chunks[^2].GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Single(chunks.Select(chunk => chunk.GetProperty("id").GetString()).Distinct());
    }

    [Fact]
    public async Task Without_being_asked_for_usage_it_is_not_passed_on()
    {
        await using var scene = await GatewayScene.StartAsync();
        var events = await scene.StreamAsync(GatewayScene.Body("cheap", ",\"stream\":true"));
        Assert.Equal("[DONE]", events[^1]);
        foreach (var chunk in events.SkipLast(1).Select(text => JsonElement.Parse(text)))
        {
            Assert.False(chunk.TryGetProperty("usage", out _));
            Assert.Equal(1, chunk.GetProperty("choices").GetArrayLength());
        }

        Assert.True(Assert.Single(scene.Ledger.Snapshot()).Call.Cost > 0);
    }

    [Fact]
    public async Task The_cost_comes_as_a_comment_and_the_rest_as_headers()
    {
        await using var scene = await GatewayScene.StartAsync();
        using var response = await scene.PostAsync(GatewayScene.Body("cheap", ",\"stream\":true"));
        Assert.Equal("a/one", ChatCompletionTests.Header(response, "model"));
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.Contains("\n: x-switchyard-attempts=1 x-switchyard-cost-usd=0.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_before_the_first_output_is_not_seen()
    {
        await using var scene = await GatewayScene.StartAsync();
        scene.A.Server.Faults.Add(Fault.CutAfter(0));
        var events = await scene.StreamAsync(GatewayScene.Body("cheap", ",\"stream\":true"));
        Assert.Equal("b/two", JsonElement.Parse(events[0]).GetProperty("model").GetString());
        Assert.Equal("[DONE]", events[^1]);
    }

    [Fact]
    public async Task A_failure_after_the_commit_is_an_error_chunk_and_a_broken_connection()
    {
        await using var scene = await GatewayScene.StartAsync(policy => policy with
        {
            TierRoutes = new Dictionary<Tier, RoutePolicy> { [Tier.Cheap] = new() { Resume = StreamResume.Never } },
        });
        scene.A.Server.Faults.Add(Fault.CutAfter(5));
        using var response = await scene.PostAsync(GatewayScene.Body("cheap", ",\"stream\":true"), until: HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Token));
        var lines = new List<string>();
        var failure = await Assert.ThrowsAsync<HttpIOException>(async () =>
        {
            while (await reader.ReadLineAsync(Token) is { } line)
                lines.Add(line);
        });

        Assert.Equal(HttpRequestError.ResponseEnded, failure.HttpRequestError);
        var last = lines.Last(line => line.StartsWith("data: ", StringComparison.Ordinal))[6..];
        var error = JsonElement.Parse(last).GetProperty("error");
        Assert.Equal(["code", "message", "param", "type"], error.EnumerateObject().Select(member => member.Name).Order());
        Assert.DoesNotContain("data: [DONE]", lines);
        Assert.NotEqual(Outcome.Completed, Assert.Single(scene.Ledger.Snapshot()).Call.Outcome);
    }

    [Fact]
    public async Task A_client_that_leaves_cancels_the_vendor()
    {
        var vendor = await Vendor.StartAsync("a", [GatewayScene.Model("one", 1)]);
        await using var scene = await GatewayScene.StartAsync(ChatCompletionTests.OnlyA, null, vendor);
        vendor.Server.Faults.Add(Fault.StallAfter(3));
        var response = await scene.PostAsync(GatewayScene.Body("a/one", ",\"stream\":true"), until: HttpCompletionOption.ResponseHeadersRead);
        var stream = await response.Content.ReadAsStreamAsync(Token);
        Assert.True(await stream.ReadAsync(new byte[64], Token) > 0);
        response.Dispose();

        await vendor.Server.WaitForIdleAsync(Token);
        Assert.True(Assert.Single(vendor.Server.Requests).ClientAborted);
    }

    [Fact]
    public async Task A_client_that_leaves_before_the_answer_cancels_the_vendor()
    {
        var vendor = await Vendor.StartAsync("a", [GatewayScene.Model("one", 1)]);
        await using var scene = await GatewayScene.StartAsync(ChatCompletionTests.OnlyA, null, vendor);
        vendor.Server.Faults.Add(Fault.Silence());
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var call = scene.Client.PostAsync(GatewayScene.Chat, new StringContent(GatewayScene.Body("a/one")), leaving.Token);
        while (vendor.Server.Requests.Count == 0)
            await Task.Delay(5, Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await vendor.Server.WaitForIdleAsync(Token);
        Assert.True(vendor.Server.Requests[0].ClientAborted);
    }

    [Fact]
    public async Task Streamed_tool_calls_have_an_index()
    {
        var vendor = await Vendor.StartAsync("a", [GatewayScene.Model("one", 1)], toolChoice: request => request.Tools.FirstOrDefault());
        await using var scene = await GatewayScene.StartAsync(ChatCompletionTests.OnlyA, null, vendor);
        const string Tools = ""","stream":true,"tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}]""";
        var events = await scene.StreamAsync(GatewayScene.Body("a/one", Tools));
        var calls = events.SkipLast(1).Select(text => JsonElement.Parse(text).GetProperty("choices")[0].GetProperty("delta"))
            .Where(delta => delta.TryGetProperty("tool_calls", out _)).Select(delta => delta.GetProperty("tool_calls")[0]).ToList();
        Assert.NotEmpty(calls);
        Assert.All(calls, call => Assert.Equal(0, call.GetProperty("index").GetInt32()));
    }
}
