using System.Buffers;
using Switchyard;
using Switchyard.Provider.Anthropic;

namespace Fixture;

/// <summary>A provider that ships, spoilt in one way: the text that it is built with says which.</summary>
public sealed class Factory : IProviderFactory
{
    public IProvider Create(ProviderSettings settings) => new Spoilt(new AnthropicProviderFactory().Create(settings));
}

internal sealed class Spoilt(IProvider sound) : IProvider
{
    public async ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken)
    {
        var result = await sound.CompleteAsync(request, reply, cancellationToken);
        if (Build.Text == "retries" && result.Outcome == Outcome.ServerError)
            result = await sound.CompleteAsync(request, reply, cancellationToken);
        return Judge(result);
    }

    public async ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken)
    {
        var stream = await sound.OpenStreamAsync(request, cancellationToken);
        return Build.Text == "hoards" ? new Hoard(stream) : stream;
    }

    public ValueTask DisposeAsync() => sound.DisposeAsync();

    private static ProviderResult Judge(ProviderResult result) => Build.Text switch
    {
        "miscounts" => result with { Usage = result.Usage with { OutputTokens = result.Usage.OutputTokens - 1 } },
        "misjudges" when result.Outcome == Outcome.QuotaExhausted => result with { Outcome = Outcome.RateLimited },
        "pretends" when result.Outcome == Outcome.Cancelled => result with { Outcome = Outcome.NetworkError },
        _ => result,
    };
}

/// <summary>Hands the whole stream on in one piece.</summary>
internal sealed class Hoard(ProviderStream sound) : ProviderStream
{
    private bool _isRead;

    public override ProviderResult Result => sound.Result;

    public override async ValueTask<bool> ReadAsync(IBufferWriter<byte> chunk, CancellationToken cancellationToken)
    {
        if (_isRead)
            return false;
        _isRead = true;
        var last = new ArrayBufferWriter<byte>();
        var buffer = new ArrayBufferWriter<byte>();
        while (await sound.ReadAsync(buffer, cancellationToken))
        {
            (last, buffer) = (buffer, last);
            buffer.Clear();
        }

        chunk.Write(last.WrittenSpan);
        return last.WrittenCount > 0;
    }

    public override ValueTask DisposeAsync() => sound.DisposeAsync();
}
