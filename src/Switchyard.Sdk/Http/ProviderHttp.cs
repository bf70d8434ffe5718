using System.Net;

namespace Switchyard.Sdk;

/// <summary>Makes HTTP clients with the limits that fit a provider: the engine decides about time and retries, the client only connects.</summary>
public static class ProviderHttp
{
    // A vendor moves its addresses; a connection that lives for ever would not notice.
    private static readonly TimeSpan s_connectionLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_idleLifetime = TimeSpan.FromSeconds(90);

    // Long enough to meet the end of an answer that was read to its last event, so that its connection is used again; short
    // enough that an abandoned answer stops costing money.
    private static readonly TimeSpan s_drainTime = TimeSpan.FromMilliseconds(200);
    private const int DrainBytes = 16 << 10;

    /// <summary>A client of the provider's own: no time limit but the one for connecting, no cookies, no redirect, no retry.</summary>
    /// <param name="settings">The provider's settings: <see cref="ProviderSettings.ConnectTimeout"/> is used.</param>
    /// <param name="useProxy">Whether the proxy of the environment is used. Without, calls go straight to the endpoint.</param>
    /// <returns>The client; the provider disposes it when it is disposed itself.</returns>
    /// <remarks>
    /// A connection that is not made in time ends the call with an <see cref="OperationCanceledException"/> although its token is not cancelled.
    /// </remarks>
    public static HttpMessageInvoker CreateClient(ProviderSettings settings, bool useProxy = false)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new(new SocketsHttpHandler
        {
            ConnectTimeout = settings.ConnectTimeout,
            PooledConnectionLifetime = s_connectionLifetime,
            PooledConnectionIdleTimeout = s_idleLifetime,
            ResponseDrainTimeout = s_drainTime,
            MaxResponseDrainSize = DrainBytes,
            UseCookies = false,
            UseProxy = useProxy,
            // A redirect would carry the key to an address that nobody configured.
            AllowAutoRedirect = false,
            // A compressed stream is held back until a block is full.
            AutomaticDecompression = DecompressionMethods.None,
            // The caller's trace ids are not the vendor's business.
            ActivityHeadersPropagator = null,
        });
    }

    /// <summary>The address of one resource under an endpoint.</summary>
    /// <param name="endpoint">The endpoint, with or without a slash at its end.</param>
    /// <param name="path">What follows it; may have a query.</param>
    /// <returns>The address.</returns>
    public static Uri Combine(Uri endpoint, string path)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(path);
        var query = path.IndexOf('?', StringComparison.Ordinal);
        var address = new UriBuilder(endpoint);
        address.Path = $"{address.Path.TrimEnd('/')}/{(query < 0 ? path : path[..query])}";
        if (query >= 0)
            address.Query = path[query..];
        return address.Uri;
    }
}
