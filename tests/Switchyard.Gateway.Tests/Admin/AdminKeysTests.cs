using System.Net;
using System.Text.Json;

namespace Switchyard.Gateway.Tests;

public sealed class AdminKeysTests
{
    [Fact]
    public async Task A_key_is_made_shown_once_rotated_and_revoked()
    {
        await using var scene = await AdminScene.StartAsync();
        var made = await scene.AskAsync(
            HttpMethod.Post, "/admin/keys/create",
            """{"name":"support","team":"shop","tags":["web"],"models":["a/*"],"tiers":["cheap"],"rpm":60,"tpm":100000,"parallel":8,"expires":"90d"}""", HttpStatusCode.Created);
        var first = made.GetProperty("secret").GetString();
        await AskGatewayAsync(scene, first, HttpStatusCode.OK);

        var listed = Assert.Single((await scene.AskAsync(HttpMethod.Get, "/admin/keys")).GetProperty("keys").EnumerateArray().ToList());
        Assert.Equal("active", listed.GetProperty("state").GetString());
        Assert.Equal(60, listed.GetProperty("requestsPerMinute").GetInt32());
        Assert.Equal("cheap", listed.GetProperty("tiers")[0].GetString());
        Assert.DoesNotContain(first!, listed.GetRawText(), StringComparison.Ordinal);
        Assert.False(listed.TryGetProperty("secret", out _));

        var second = (await scene.AskAsync(HttpMethod.Post, "/admin/keys/support/rotate", """{"grace":"0m"}""")).GetProperty("secret").GetString();
        await AskGatewayAsync(scene, first, HttpStatusCode.Unauthorized);
        await AskGatewayAsync(scene, second, HttpStatusCode.OK);

        await scene.AskAsync(HttpMethod.Post, $"/admin/keys/{made.GetProperty("id").GetString()}/revoke");
        await AskGatewayAsync(scene, second, HttpStatusCode.Unauthorized);
        await scene.RefusedAsync(HttpMethod.Post, "/admin/keys/support/revoke", null, HttpStatusCode.BadRequest, "refused");
    }

    [Theory]
    [InlineData("""{"name":"x","rmp":5}""", "unknown_field", "rmp")]
    [InlineData("""{}""", "missing_field", "name")]
    [InlineData("""{"name":5}""", "invalid_type", "name")]
    [InlineData("""{"name":"x","tiers":["huge"]}""", "invalid_value", "huge")]
    [InlineData("""{"name":"x","rpm":0}""", "refused", "limit")]
    [InlineData("""{"name":"x","rpm":99999999999}""", "invalid_value", "rpm")]
    [InlineData("""{"name":"x","models":["nix"]}""", "refused", "nix")]
    [InlineData("""{"name":"x","expires":"soon"}""", "invalid_value", "soon")]
    [InlineData("""["name"]""", "invalid_type", "object")]
    [InlineData("""{"name":""", "invalid_json", "JSON")]
    public async Task What_is_wrong_is_said_and_makes_no_key(string body, string code, string said)
    {
        await using var scene = await AdminScene.StartAsync();
        Assert.Contains(said, await scene.RefusedAsync(HttpMethod.Post, "/admin/keys/create", body, HttpStatusCode.BadRequest, code), StringComparison.Ordinal);
        Assert.Empty((await scene.AskAsync(HttpMethod.Get, "/admin/keys")).GetProperty("keys").EnumerateArray().ToList());
    }

    [Fact]
    public async Task Pages_that_are_not_there_and_methods_that_do_not_fit_are_refused()
    {
        await using var scene = await AdminScene.StartAsync();
        foreach (var page in new[] { "/admin", "/admin/", "/admin/nix", "/admin/keys/support", "/admin/keys/a/b/c" })
            await scene.RefusedAsync(HttpMethod.Get, page, null, HttpStatusCode.NotFound, "unknown_url");
        await scene.RefusedAsync(HttpMethod.Get, "/admin/keys/create", null, HttpStatusCode.MethodNotAllowed, "method_not_allowed");
        await scene.RefusedAsync(HttpMethod.Delete, "/admin/keys", null, HttpStatusCode.MethodNotAllowed, "method_not_allowed");
    }

    private static async Task<JsonElement> AskGatewayAsync(AdminScene scene, string? secret, HttpStatusCode status) =>
        await scene.AskAsync(secret, HttpMethod.Post, GatewayScene.Chat, GatewayScene.Body("cheap"), status);
}
