using System.Net;
using Microsoft.AspNetCore.Http;

namespace Switchyard.Gateway;

/// <summary>
/// Serves this machine only. A web page that the machine's user has open must not spend money through the gateway either, so requests that a browser
/// sends on behalf of another site, or under another host's name, are refused.
/// </summary>
internal static class LoopbackGate
{
    /// <summary>Why a request is not served; <see langword="null"/> if it is.</summary>
    public static ApiError? Check(HttpRequest request)
    {
        if (request.Host.HasValue && !IsLoopback(request.Host.Host))
            return new(403, "forbidden_host", $"\"{request.Host.Host}\" is not this machine; without gateway keys only localhost and 127.0.0.1 are served.");

        return request.Headers.Origin is [{ Length: > 0 } origin]
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var site) && IsLoopback(site.Host))
            ? new(403, "forbidden_origin", "Without gateway keys, requests from web pages of other hosts are not served.")
            : null;
    }

    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.AsSpan().Trim("[]"), out var address) && IPAddress.IsLoopback(address));
}
