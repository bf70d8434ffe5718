using Microsoft.AspNetCore.Http;

namespace Switchyard.Gateway;

/// <summary>Reads the body of a request into memory of ours.</summary>
internal static class RequestBody
{
    private const int BelievedLength = 1 << 20;

    public static async ValueTask ReadAsync(HttpRequest request, Utf8Buffer body, CancellationToken cancellationToken)
    {
        if (request.Headers.ContentEncoding is { Count: > 0 } encoding && encoding != "identity")
            throw new ApiException(new(415, "unsupported_encoding", "A compressed body is not read; send it without Content-Encoding."));

        body.Clear();

        // What a client says of its length is believed as far as a usual body goes; a longer one has to come before memory is taken for it.
        var announced = request.ContentLength is { } length and > 0 && length <= Array.MaxLength ? (int)length : 0;
        if (announced is > 0 and <= BelievedLength)
            body.GetSpan(announced);
        var reader = request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (body.Length > BelievedLength / 2 && announced > body.Length)
                body.GetSpan(announced - body.Length);
            foreach (var segment in result.Buffer)
                body.Write(segment.Span);
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
                return;
        }
    }
}
