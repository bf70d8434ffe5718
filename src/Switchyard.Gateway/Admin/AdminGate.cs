using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Switchyard.Storage;

namespace Switchyard.Gateway;

/// <summary>Lets operators in: with the admin key, or from this machine where that can be told.</summary>
/// <param name="key">The admin key; <see langword="null"/> if none is set.</param>
/// <param name="gate">The callers' keys; <see langword="null"/> for a gateway that keeps none.</param>
/// <param name="isReachable">Whether other machines can reach the gateway.</param>
internal sealed class AdminGate(string? key, Gate? gate, bool isReachable)
{
    /// <summary>The environment variable that holds the key.</summary>
    public const string Variable = "SWITCHYARD_ADMIN_KEY";

    private const int ShortestKey = 16;

    // A proxy on this machine passes on what comes from others. These are how proxies say so.
    private static readonly string[] s_proxyHeaders = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"];

    private readonly byte[]? _hash = key is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>What is wrong with a key; <see langword="null"/> if nothing is.</summary>
    public static string? Problem(string? key) =>
        key is null || (key.Length >= ShortestKey && !key.AsSpan().ContainsAnyExceptInRange('!', '~')) ? null
        : $"{Variable} is too short to be safe or holds blanks; set {ShortestKey} visible ASCII characters or more, such as those of \"openssl rand -hex 32\".";

    /// <summary>Whether a request may change and see everything.</summary>
    /// <exception cref="ApiException">It may not.</exception>
    public void RequireAdmin(HttpContext http)
    {
        if (IsShown(http.Request))
            return;
        if (_hash is not null)
            throw Refusal(http.Request);

        // With keys there may be a proxy before the gateway, and with it the whole world.
        if (gate is { HasKeys: true } || !IsLocal(http))
        {
            throw new ApiException(new(403, "admin_disabled", $"The admin API needs a key here; set {Variable} in the gateway's environment and restart it.")
            {
                IsFinal = true,
            });
        }
    }

    /// <summary>Whether a request may read metrics: any from this machine may.</summary>
    /// <exception cref="ApiException">It may not.</exception>
    public void RequireReader(HttpContext http)
    {
        if (!IsShown(http.Request) && !IsLocal(http))
            throw Refusal(http.Request);
    }

    private bool IsShown(HttpRequest request)
    {
        var shown = KeyGate.SecretOf(request.Headers);
        if (_hash is null || shown.IsEmpty)
            return false;

        // Hashed first, so that neither the length nor the place of a difference can be timed.
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(shown.ToString())), _hash);
    }

    private bool IsLocal(HttpContext http) =>
        !isReachable
        && (http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address))
        && LoopbackGate.Check(http.Request) is null
        && !Array.Exists(s_proxyHeaders, header => !StringValues.IsNullOrEmpty(http.Request.Headers[header]));

    private static ApiException Refusal(HttpRequest request) => new(
        KeyGate.SecretOf(request.Headers).IsEmpty
            ? new(401, "missing_admin_key", "This needs the admin key; send \"Authorization: Bearer\" with it.") { IsFinal = true }
            : new(401, "invalid_admin_key", $"This is not the admin key; send the one that {Variable} holds.") { IsFinal = true });
}
