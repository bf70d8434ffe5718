using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Switchyard.Simulator;

/// <summary>Checks the key of a request and finds the name it goes by in records.</summary>
internal sealed class Authenticator(SimulatorOptions options)
{
    public const string Anonymous = "anonymous";

    public string Authenticate(HttpRequest request, VendorWire wire)
    {
        var secret = wire.Secret(request);
        if (secret.Length == 0)
        {
            return options.AllowAnonymous || wire.NeedsNoKey
                ? Anonymous
                : throw Refuse("You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth.", null);
        }

        if (options.Keys is null)
            return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)).AsSpan(0, 4));
        foreach (var (name, accepted) in options.Keys)
        {
            if (accepted == secret)
                return name;
        }

        throw Refuse($"Incorrect API key provided: {Masked(secret)}.", "invalid_api_key");
    }

    // Vendors echo a part of the key in this error. Clients must cope with that, so the simulator does it too.
    private static string Masked(string secret) =>
        secret.Length < 12 ? new string('*', secret.Length) : $"{secret[..4]}{new string('*', secret.Length - 8)}{secret[^4..]}";

    private static ApiException Refuse(string message, string? code) => new(new(401, message, Code: code));
}
