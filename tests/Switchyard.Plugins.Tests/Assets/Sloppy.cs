using System.Buffers;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using Switchyard;

namespace Fixture;

/// <summary>Speaks the OpenAI wire as a hasty author would: asks twice on errors, calls every failure a server error, and knows no streams.</summary>
public sealed class Factory : IProviderFactory
{
    public IProvider Create(ProviderSettings settings) => new Sloppy(settings);
}

internal sealed class Sloppy(ProviderSettings settings) : IProvider
{
    private readonly HttpClient _client = new();

    public async ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken)
    {
        var text = Encoding.UTF8.GetString(request.Body.Span).Replace("\"model\":\"\"", "\"model\":\"" + request.Model + "\"");
        for (var attempt = 0; ; attempt++)
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, settings.Endpoint + "/chat/completions") { Content = new StringContent(text, Encoding.UTF8, "application/json") };
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", request.Key.Reveal());
            using var response = await _client.SendAsync(message, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                reply.Write(await response.Content.ReadAsByteArrayAsync(cancellationToken));
                return new(Outcome.Completed) { FinishReason = FinishReason.Stop };
            }

            if (attempt == 1)
                return new(Outcome.ServerError) { HttpStatus = (int)response.StatusCode };
        }
    }

    public ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken) => throw new NotSupportedException("No streams yet.");

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return default;
    }
}
