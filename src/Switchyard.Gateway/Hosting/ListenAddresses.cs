using Microsoft.AspNetCore.Http;

namespace Switchyard.Gateway;

/// <summary>Checks where the gateway is to listen.</summary>
internal static class ListenAddresses
{
    /// <summary>Whether only this machine reaches an address that has no problem.</summary>
    public static bool IsLocal(string url) => BindingAddress.Parse(url) is var address && (address.IsUnixPipe || LoopbackGate.IsLoopback(address.Host));

    /// <summary>What is wrong, one sentence each.</summary>
    /// <param name="urls">The addresses.</param>
    /// <param name="hasKeys">Whether there are gateway keys, without which only this machine is served.</param>
    public static IEnumerable<string> Problems(IReadOnlyList<string> urls, bool hasKeys)
    {
        if (urls.Count == 0)
            yield return $"No address to listen on was given; leave --urls out for {GatewayOptions.DefaultUrl}.";
        foreach (var url in urls)
        {
            if (Problem(url, hasKeys) is { } problem)
                yield return problem;
        }
    }

    private static string? Problem(string url, bool hasKeys)
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
        return hasKeys || address.IsUnixPipe || LoopbackGate.IsLoopback(address.Host)
            ? null
            : $"\"{url}\" is reachable from other machines, and no gateway keys are configured; make one with \"switchyard keys create\", or listen on 127.0.0.1.";
    }
}
