using System.Net;

namespace Switchyard.Gateway.Tests;

public sealed class AdminGateTests
{
    private static readonly string[] s_pages = ["/admin/keys", "/admin/budgets", "/admin/cost", "/admin/ledger", "/admin/plugins", "/admin/health", "/admin/policy"];

    [Fact]
    public async Task Nobody_is_let_in_without_the_key()
    {
        await using var scene = await AdminScene.StartAsync();
        foreach (var page in s_pages)
        {
            Assert.Contains("missing_admin_key", await scene.TextAsync(null, HttpMethod.Get, page, null, HttpStatusCode.Unauthorized), StringComparison.Ordinal);
            var wrong = await scene.TextAsync(AdminScene.Key + "x", HttpMethod.Get, page, null, HttpStatusCode.Unauthorized);
            Assert.Contains("invalid_admin_key", wrong, StringComparison.Ordinal);
            Assert.DoesNotContain(AdminScene.Key, wrong, StringComparison.Ordinal);
            await scene.TextAsync(AdminScene.Key, HttpMethod.Get, page, null, HttpStatusCode.OK);
        }

        // A caller's key opens nothing here, and the operator's opens nothing there.
        var secret = (await scene.AskAsync(HttpMethod.Post, "/admin/keys/create", """{"name":"app"}""", HttpStatusCode.Created)).GetProperty("secret").GetString();
        await scene.TextAsync(secret, HttpMethod.Get, "/admin/keys", null, HttpStatusCode.Unauthorized);
        await scene.TextAsync(AdminScene.Key, HttpMethod.Post, GatewayScene.Chat, GatewayScene.Body("cheap"), HttpStatusCode.Unauthorized);
        await scene.TextAsync(secret, HttpMethod.Post, GatewayScene.Chat, GatewayScene.Body("cheap"), HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_an_admin_key_this_machine_may_until_there_are_callers_keys()
    {
        await using var scene = await AdminScene.StartAsync(key: null);
        await scene.TextAsync(null, HttpMethod.Get, "/admin/keys", null, HttpStatusCode.OK);
        await scene.TextAsync(null, HttpMethod.Post, "/admin/keys/create", """{"name":"first"}""", HttpStatusCode.Created);

        var refused = await scene.TextAsync(null, HttpMethod.Get, "/admin/keys", null, HttpStatusCode.Forbidden);
        Assert.Contains("SWITCHYARD_ADMIN_KEY", refused, StringComparison.Ordinal);
        Assert.Contains("admin_disabled", refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Host", "rebound.example")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    public async Task What_comes_from_elsewhere_is_not_taken_for_this_machine(string header, string value)
    {
        await using var scene = await AdminScene.StartAsync(key: null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/admin/keys");
        Assert.True(request.Headers.TryAddWithoutValidation(header, value));
        using var response = await scene.Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("tiny-one")]
    [InlineData("a key that holds blanks")]
    public async Task A_weak_key_keeps_the_gateway_from_starting(string key)
    {
        var refused = await Assert.ThrowsAsync<SwitchyardConfigurationException>(() => AdminScene.StartAsync(key));
        var sentence = Assert.Single(refused.Problems);
        Assert.Contains("SWITCHYARD_ADMIN_KEY", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(key, sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_keeps_nothing_says_so()
    {
        await using var scene = await AdminScene.StartAsync(keepsNothing: true);
        foreach (var page in s_pages[..4])
            await scene.RefusedAsync(HttpMethod.Get, page, null, HttpStatusCode.Conflict, "nothing_kept");
        await scene.AskAsync(HttpMethod.Get, "/admin/health");
    }
}
