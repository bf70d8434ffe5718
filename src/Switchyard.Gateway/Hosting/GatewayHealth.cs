using Microsoft.AspNetCore.Http;

namespace Switchyard.Gateway;

/// <summary>Tells those who watch the process whether it lives, and whether it takes requests.</summary>
internal sealed class GatewayHealth(Router router, StopNotice stop)
{
    public ValueTask SayAliveAsync(HttpContext http) => SayAsync(http, 200, "ok\n"u8.ToArray());

    /// <summary>Not while it is stopping, nor without a model that can be called.</summary>
    public ValueTask SayReadyAsync(HttpContext http) =>
        stop.IsGiven ? SayAsync(http, 503, "stopping\n"u8.ToArray())
        : router.Registry.AllCandidates.Any() ? SayAsync(http, 200, "ready\n"u8.ToArray())
        : SayAsync(http, 503, "no model can be called\n"u8.ToArray());

    private static async ValueTask SayAsync(HttpContext http, int status, byte[] text)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain";
        http.Response.ContentLength = text.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.BodyWriter.WriteAsync(text).ConfigureAwait(false);
    }
}
