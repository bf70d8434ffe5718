using Microsoft.AspNetCore.Http;
using Switchyard.Storage;

namespace Switchyard.Gateway;

/// <summary><c>/admin/keys</c>: as <c>switchyard keys</c>.</summary>
internal sealed class AdminKeys(Administration administration, TimeProvider time)
{
    private static readonly TimeSpan s_grace = TimeSpan.FromHours(24);

    public ValueTask ListAsync(AdminRequest request)
    {
        request.Allow();
        var keys = administration.Keys.List();
        return AdminReply.SendAsync(request.Http, "keys", json => KeyJson.Write(json, keys, time.GetUtcNow()));
    }

    public ValueTask CreateAsync(AdminRequest request)
    {
        request.Allow("name", "team", "tags", "models", "tiers", "rpm", "tpm", "parallel", "expires");
        var issued = administration.Keys.Create(new()
        {
            Name = request.Text("name"),
            Team = request.FindText("team"),
            Tags = request.Texts("tags"),
            Models = request.Texts("models"),
            Tiers = [.. request.Texts("tiers").Select(ParseTier)],
            RequestsPerMinute = request.SmallNumber("rpm"),
            TokensPerMinute = request.Number("tpm"),
            Parallel = request.SmallNumber("parallel"),
            Expires = request.Future("expires"),
        });
        return AdminReply.SendAsync(request.Http, json => KeyJson.Write(json, issued), StatusCodes.Status201Created);
    }

    public ValueTask RotateAsync(AdminRequest request, string key)
    {
        request.Allow("grace");
        var issued = administration.Keys.Rotate(key, request.Span("grace") ?? s_grace);
        return AdminReply.SendAsync(request.Http, json => KeyJson.Write(json, issued));
    }

    public ValueTask RevokeAsync(AdminRequest request, string key)
    {
        request.Allow();
        var revoked = administration.Keys.Revoke(key);
        return AdminReply.SendAsync(request.Http, "revoked", json => json.WriteStringValue(revoked.Id));
    }

    private static Tier ParseTier(string text, int index) => TierNames.TryParse(text, out var tier)
        ? tier
        : throw new ApiException(ApiError.Invalid($"tiers[{index}]", $"\"{text}\" is no tier; choose of cheap, mid, frontier and auto.", "invalid_value"));
}
