using Microsoft.AspNetCore.Http;

namespace Switchyard.Gateway;

/// <summary>What is there for operators, not for callers.</summary>
/// <param name="gate">Who is let in.</param>
/// <param name="scrape">Answers with the metrics.</param>
internal sealed class Operators(AdminGate gate, RequestDelegate scrape)
{
    /// <summary>Answers a request, if it is one of an operator's.</summary>
    /// <returns>Whether it was.</returns>
    public async ValueTask<bool> TryHandleAsync(HttpContext http)
    {
        if (http.Request.Path.Value is not GatewayTelemetry.MetricsPath)
            return false;

        gate.RequireReader(http);
        GatewayApplication.Require(http, HttpMethods.Get);
        await scrape(http).ConfigureAwait(false);
        return true;
    }
}
