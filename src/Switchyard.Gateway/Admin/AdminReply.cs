using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Switchyard.Storage;

namespace Switchyard.Gateway;

/// <summary>Answers an operator.</summary>
internal static class AdminReply
{
    /// <summary>Sends an object with one member.</summary>
    public static ValueTask SendAsync(HttpContext http, string name, Action<Utf8JsonWriter> write) => SendAsync(http, json =>
    {
        json.WriteStartObject();
        json.WritePropertyName(name);
        write(json);
        json.WriteEndObject();
    });

    public static async ValueTask SendAsync(HttpContext http, Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK)
    {
        var body = new Utf8Buffer();
        using (var json = new Utf8JsonWriter(body, ErrorReply.Writing))
            write(json);
        await SendAsync(http, body, "application/json", status).ConfigureAwait(false);
    }

    public static async ValueTask SendAsync(HttpContext http, Utf8Buffer body, string type, int status = StatusCodes.Status200OK)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = type;

        // A secret that is shown once is not to lie in a cache.
        response.Headers.CacheControl = "no-store";
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.BodyWriter.WriteAsync(body.Memory).ConfigureAwait(false);
    }

    public static void WriteMilliseconds(this Utf8JsonWriter json, string name, TimeSpan? span) =>
        json.WriteNumber(name, span is { } known && known < TimeSpan.MaxValue ? (decimal?)Math.Round(known.TotalMilliseconds, 3) : null);
}
