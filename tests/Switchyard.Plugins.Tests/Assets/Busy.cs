using System.Buffers;
using System.Net.Http;
using System.Text.Json;
using Switchyard;

namespace Fixture;

/// <summary>Does what real providers do: a timer, HTTP, JSON, streams; and gives all of it back.</summary>
public sealed class Factory : IProviderFactory
{
    public IProvider Create(ProviderSettings settings) => new Busy(settings.Endpoint);
}

internal sealed class Busy : IProvider
{
    private readonly HttpClient _client = new();
    private readonly Uri _endpoint;
    private readonly Timer _timer;
    private int _ticks;

    public Busy(Uri endpoint) => (_endpoint, _timer) = (endpoint, new Timer(_ => _ticks++, null, 1, 1));

    public async ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(await _client.GetByteArrayAsync(_endpoint, cancellationToken));
        reply.Write(System.Text.Encoding.UTF8.GetBytes(document.RootElement.GetProperty("text").GetString()!));
        return new(Outcome.Completed);
    }

    public async ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken) =>
        new BusyStream(await _client.GetStreamAsync(_endpoint, cancellationToken));

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        _client.Dispose();
    }

    private sealed class BusyStream(Stream body) : ProviderStream
    {
        public override ProviderResult Result => new(Outcome.Completed);

        public override async ValueTask<bool> ReadAsync(IBufferWriter<byte> chunk, CancellationToken cancellationToken)
        {
            var count = await body.ReadAsync(chunk.GetMemory(4), cancellationToken);
            chunk.Advance(count);
            return count > 0;
        }

        public override ValueTask DisposeAsync() => body.DisposeAsync();
    }
}
