using Microsoft.AspNetCore.Http;

namespace Switchyard.Gateway;

/// <summary>Reads the body of a request into memory of ours.</summary>
internal static class RequestBody
{
    public static async ValueTask ReadAsync(HttpRequest request, Utf8Buffer body, CancellationToken cancellationToken)
    {
        if (request.Headers.ContentEncoding is { Count: > 0 } encoding && encoding != "identity")
            throw new ApiException(new(415, "unsupported_encoding", "A compressed body is not read; send it without Content-Encoding."));

        body.Clear();
        var reader = request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            foreach (var segment in result.Buffer)
                body.Write(segment.Span);
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
                return;
        }
    }
}
