using Microsoft.AspNetCore.Http;

namespace Switchyard.Gateway;

/// <summary>Checks where the gateway is to listen.</summary>
internal static class ListenAddresses
{
    /// <summary>What is wrong, one sentence each.</summary>
    public static IEnumerable<string> Problems(IReadOnlyList<string> urls)
    {
        if (urls.Count == 0)
            yield return $"No address to listen on was given; leave --urls out for {GatewayOptions.DefaultUrl}.";
        foreach (var url in urls)
        {
            if (Problem(url) is { } problem)
                yield return problem;
        }
    }

    private static string? Problem(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return $"\"{url}\" is no address to listen on; write one such as {GatewayOptions.DefaultUrl}.";
        }

        if (address.Scheme != "http")
            return $"\"{url}\" cannot be listened on: the gateway speaks plain http; put a proxy that ends TLS before it.";
        if (address.PathBase.Length > 0)
            return $"\"{url}\" has a path; write only scheme, host and port.";
        return address.IsUnixPipe || LoopbackGate.IsLoopback(address.Host)
            ? null
            : $"\"{url}\" is reachable from other machines, and no gateway keys are configured; listen on 127.0.0.1 instead.";
    }
}
