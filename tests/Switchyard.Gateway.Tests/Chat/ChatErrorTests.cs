using System.Net;
using System.Text.Json;
using Switchyard.Simulator;

namespace Switchyard.Gateway.Tests;

public sealed class ChatErrorTests
{
    public static TheoryData<int, int, string, bool> Statuses => new()
    {
        { 429, 429, "rate_limit_exceeded", true },
        { 529, 503, "upstream_overloaded", true },
        { 503, 503, "upstream_overloaded", true },
        { 500, 502, "upstream_error", true },
        { 401, 502, "upstream_credentials_exhausted", false },
        { 402, 502, "upstream_credentials_exhausted", false },
        { 404, 404, "model_unavailable", false },
        { 400, 400, "invalid_request", false },
    };

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task What_every_vendor_says_becomes_one_error(int upstream, int status, string code, bool isWorthRepeating)
    {
        await using var scene = await GatewayScene.StartAsync(policy => policy with { Limits = policy.Limits with { Attempts = 2 } });
        foreach (var vendor in scene.Vendors)
            vendor.Server.Faults.Add(Fault.Status(upstream));

        using var response = await scene.PostAsync(GatewayScene.Body("cheap"));
        var error = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("error");
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Equal(["code", "message", "param", "type"], error.EnumerateObject().Select(member => member.Name).Order());
        Assert.Equal(isWorthRepeating, response.Headers.RetryAfter is not null);
        if (isWorthRepeating)
            Assert.True(response.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_retry_after_is_handed_on_in_whole_seconds()
    {
        await using var scene = await GatewayScene.StartAsync(policy => policy with { Limits = policy.Limits with { Attempts = 2 } });
        foreach (var vendor in scene.Vendors)
            vendor.Server.Faults.Add(Fault.Status(429) with { RetryAfter = TimeSpan.FromSeconds(33.4), RetryAfterForm = RetryAfterForm.Milliseconds });
        using var response = await scene.PostAsync(GatewayScene.Body("cheap"));
        var text = response.Headers.GetValues("Retry-After").Single();
        Assert.InRange(int.Parse(text, System.Globalization.CultureInfo.InvariantCulture), 20, 34);
    }

    [Fact]
    public async Task The_vendors_reason_reaches_the_caller()
    {
        await using var scene = await GatewayScene.StartAsync();
        scene.A.Server.Faults.Add(Fault.Status(400) with { Message = "temperature does not go with this model" });
        var error = (await scene.PostAsync(GatewayScene.Body("cheap"), HttpStatusCode.BadRequest)).GetProperty("error");
        Assert.Equal("a/one: [simulated] temperature does not go with this model", error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task An_error_before_the_commit_of_a_stream_is_a_plain_error()
    {
        await using var scene = await GatewayScene.StartAsync();
        foreach (var vendor in scene.Vendors)
            vendor.Server.Faults.Add(Fault.Status(401));
        var error = await scene.PostAsync(GatewayScene.Body("cheap", ",\"stream\":true"), HttpStatusCode.BadGateway);
        Assert.Equal("upstream_credentials_exhausted", error.GetProperty("error").GetProperty("code").GetString());
    }
}
