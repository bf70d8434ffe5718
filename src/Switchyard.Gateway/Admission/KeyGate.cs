using Microsoft.AspNetCore.Http;
using Switchyard.Storage;

namespace Switchyard.Gateway;

/// <summary>Tells who asks. Once there is a gateway key, one must be shown; before, only this machine is served.</summary>
/// <param name="gate">The keys; <see langword="null"/> for a gateway that keeps none.</param>
/// <param name="isReachable">Whether other machines can reach the gateway, so that it never goes without keys.</param>
internal sealed class KeyGate(Gate? gate, bool isReachable)
{
    private const string Scheme = "Bearer ";

    /// <returns>The key; <see langword="null"/> if none is needed.</returns>
    /// <exception cref="ApiException">The request is not served.</exception>
    public GatewayKey? Check(HttpRequest request)
    {
        if (gate is not { HasKeys: true } && !isReachable)
            return LoopbackGate.Check(request) is { } refusal ? throw new ApiException(refusal) : null;
        if (request.Path.Value is "/healthz" or "/readyz")
            return null;

        var (verdict, key) = gate?.Check(SecretOf(request.Headers)) ?? new(Verdict.UnknownKey, null);
        return key ?? throw new ApiException(AdmissionErrors.Of(verdict, isShown: SecretOf(request.Headers).Length > 0));
    }

    /// <summary>What a request shows as its key; empty if nothing.</summary>
    public static ReadOnlySpan<char> SecretOf(IHeaderDictionary headers)
    {
        if (headers.Authorization is not [{ Length: > 0 } authorization])
            return headers["x-api-key"] is [{ } secret] ? secret.AsSpan().Trim() : default;
        return authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorization.AsSpan(Scheme.Length).Trim() : authorization;
    }
}
