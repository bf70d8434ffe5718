using Microsoft.AspNetCore.Http;

namespace Switchyard.Gateway;

/// <summary>What is there for operators, not for callers.</summary>
/// <param name="gate">Who is let in.</param>
/// <param name="admin">The admin API.</param>
/// <param name="scrape">Answers with the metrics.</param>
internal sealed class Operators(AdminGate gate, AdminApi admin, RequestDelegate scrape)
{
    /// <summary>Answers a request, if it is one of an operator's.</summary>
    /// <param name="http">The request.</param>
    /// <param name="body">Memory for its body.</param>
    /// <returns>Whether it was.</returns>
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Utf8Buffer body)
    {
        if (http.Request.Path.Value is GatewayTelemetry.MetricsPath)
        {
            gate.RequireReader(http);
            GatewayApplication.Require(http, HttpMethods.Get);
            await scrape(http).ConfigureAwait(false);
            return true;
        }

        if (!http.Request.Path.StartsWithSegments(AdminApi.Root, StringComparison.Ordinal))
            return false;

        gate.RequireAdmin(http);
        await admin.HandleAsync(http, body).ConfigureAwait(false);
        return true;
    }
}
