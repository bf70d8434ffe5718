using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Switchyard.Simulator;

/// <summary>The headers in which a refusal says how long to wait.</summary>
internal static class ReplyHeaders
{
    public static void RetryAfter(HttpContext http, TimeSpan wait, RetryAfterForm form, DateTimeOffset now)
    {
        var headers = http.Response.Headers;
        var milliseconds = ((long)Math.Ceiling(wait.TotalMilliseconds)).ToString(CultureInfo.InvariantCulture);
        switch (form)
        {
            case RetryAfterForm.Seconds:
                headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                break;
            case RetryAfterForm.HttpDate:
                // The date has no fractions: half a second too late keeps the promise, half a second too early breaks it.
                headers.RetryAfter = (now + wait + TimeSpan.FromSeconds(0.999)).ToString("R", CultureInfo.InvariantCulture);
                break;
            case RetryAfterForm.Milliseconds:
                headers["retry-after-ms"] = milliseconds;
                break;
            case RetryAfterForm.AzureMilliseconds:
                headers["x-ms-retry-after-ms"] = milliseconds;
                break;
        }
    }
}
