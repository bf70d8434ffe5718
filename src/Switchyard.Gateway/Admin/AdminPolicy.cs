using Microsoft.AspNetCore.Http;

namespace Switchyard.Gateway;

/// <summary><c>/admin/policy</c>: what holds, and reading it again.</summary>
internal sealed class AdminPolicy(Router router, PolicyReload? reload)
{
    public ValueTask ShowAsync(AdminRequest request)
    {
        request.Allow();
        return SendAsync(request.Http);
    }

    public ValueTask ReloadAsync(AdminRequest request)
    {
        request.Allow();
        if (reload is null)
            throw new ApiException(new(409, "no_policy_file", "The gateway was started without a policy file, so there is none to read; name one with --policy."));

        var problems = reload.Run();
        return problems.Count == 0
            ? SendAsync(request.Http)
            : throw new ApiException(ApiError.Invalid(null, string.Join(" ", problems), "policy_refused"));
    }

    private ValueTask SendAsync(HttpContext http)
    {
        var policy = router.Registry.Policy;
        return AdminReply.SendAsync(http, json =>
        {
            json.WriteStartObject();
            json.WriteString("file", reload?.File);
            json.WriteStartObject("tiers");
            foreach (var (tier, models) in policy.Tiers)
            {
                json.WriteStartArray(TierNames.Of(tier));
                foreach (var model in models)
                    json.WriteStringValue(model);
                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        });
    }
}
