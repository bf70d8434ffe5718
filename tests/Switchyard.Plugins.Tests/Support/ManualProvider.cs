using System.Buffers;

namespace Switchyard.Plugins.Tests;

/// <summary>A provider whose streams end when the test says so, whatever their tokens say, with the model in the result.</summary>
public sealed class ManualProvider : IProvider
{
    public List<ManualStream> Streams { get; } = [];

    /// <summary>What its disposal throws; null for nothing.</summary>
    public string? DisposalFault { get; set; }

    public ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken) =>
        new(new ProviderResult(Outcome.Completed));

    public ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken)
    {
        var stream = new ManualStream(request.Model);
        Streams.Add(stream);
        return new(stream);
    }

    public ValueTask DisposeAsync() => DisposalFault is null ? default : throw new InvalidOperationException(DisposalFault);
}
