using System.Buffers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Switchyard.Plugins.Tests;

/// <summary>A stream at the boundary: its result stays its own, and it is not pulled away under a read.</summary>
public sealed class HostedStreamTests
{
    private readonly ManualProvider _plugin = new();
    private readonly HostedProvider _provider;

    public HostedStreamTests() => _provider = new("manual", _plugin, NullLogger.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [BoundedFact]
    public async Task A_result_read_after_disposal_is_the_streams_own()
    {
        var ended = await OpenAsync("first");
        _plugin.Streams[0].End();
        Assert.False(await ended.ReadAsync(new ArrayBufferWriter<byte>(), Token));
        await ended.DisposeAsync();
        var halfRead = await OpenAsync("second");
        await halfRead.DisposeAsync();

        var next = await OpenAsync("third");

        Assert.Equal(["first", "second", "third"], new[] { ended, halfRead, next }.Select(stream => stream.Result.RequestId));
        await ended.DisposeAsync();
        Assert.Equal(1, _provider.Leases.Count);
        await next.DisposeAsync();
        Assert.Equal(0, _provider.Leases.Count);
    }

    [BoundedFact]
    public async Task A_read_that_does_not_heed_its_token_is_waited_for_before_its_stream_is_disposed()
    {
        var stream = await OpenAsync("deaf");
        var read = stream.ReadAsync(new ArrayBufferWriter<byte>(), Token).AsTask();
        _provider.Leases.Close();
        _provider.Cancel();

        await _provider.SeverStreamsAsync();

        Assert.False(_plugin.Streams[0].IsDisposed);
        Assert.False(_provider.Leases.Drained.IsCompleted);
        Assert.Equal(Outcome.ServerError, stream.Result.Outcome);

        _plugin.Streams[0].End();
        Assert.False(await read);
        Assert.True(_plugin.Streams[0].IsDisposed);
        await _provider.Leases.Drained.WaitAsync(Token);
        Assert.False(await stream.ReadAsync(new ArrayBufferWriter<byte>(), Token));
        await stream.DisposeAsync();
    }

    [BoundedFact]
    public async Task A_disposal_that_throws_is_named_without_its_message()
    {
        _plugin.DisposalFault = "the key is " + Requests.Secret;

        Assert.Equal(
            "the disposal of the provider \"manual\" threw System.InvalidOperationException",
            await _provider.DisposeAsync(TimeSpan.FromSeconds(30)));
    }

    private async Task<ProviderStream> OpenAsync(string model) =>
        await _provider.OpenStreamAsync(_provider.TryEnter(Token)!, Requests.Make(model));
}
