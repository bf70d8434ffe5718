using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Switchyard.Simulator;

/// <summary>Reads a request's body up to the limit.</summary>
internal static class RequestBody
{
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext http, int limit)
    {
        if (http.Request.ContentLength > limit)
            throw TooLarge(limit);

        var body = new ArrayBufferWriter<byte>(Math.Max(256, (int)(http.Request.ContentLength ?? 0)));
        var reader = http.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(http.RequestAborted).ConfigureAwait(false);
            foreach (var segment in read.Buffer)
                body.Write(segment.Span);
            reader.AdvanceTo(read.Buffer.End);
            if (body.WrittenCount > limit)
                throw TooLarge(limit);
            if (read.IsCompleted)
                return body.WrittenMemory;
        }
    }

    private static ApiException TooLarge(int limit) => new(new(413, $"Maximum request size ({limit} bytes) exceeded.", Code: "request_too_large"));
}
