using System.Buffers;

namespace Switchyard.Plugins;

/// <summary>
/// What the router holds of a provider, for as long as there is one with its id. The versions behind it change: a call that begins after a
/// change runs in the new one, and every call in exactly one.
/// </summary>
internal sealed class ProviderSlot(string id) : IProvider
{
    private volatile HostedProvider? _current;

    /// <summary>Puts another version behind it. Its predecessor may be closed only after that.</summary>
    /// <param name="provider">The version; <see langword="null"/> for none.</param>
    public void Set(HostedProvider? provider) => _current = provider;

    public ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken) =>
        Enter(cancellationToken, out var hosted, out var refusal) is { } call ? hosted!.CompleteAsync(call, request, reply) : new(refusal);

    public ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken) =>
        Enter(cancellationToken, out var hosted, out var refusal) is { } call
            ? hosted!.OpenStreamAsync(call, request)
            : new(ProviderStream.Failed(refusal));

    /// <summary>Does nothing: the host disposes the providers behind it.</summary>
    public ValueTask DisposeAsync() => default;

    private PluginCall? Enter(CancellationToken cancellationToken, out HostedProvider? hosted, out ProviderResult refusal)
    {
        (hosted, refusal) = (null, default);
        if (cancellationToken.IsCancellationRequested)
        {
            refusal = new(Outcome.Cancelled);
            return null;
        }

        // Who finds a version closed finds its successor here at the next look.
        while ((hosted = _current) is not null)
        {
            if (hosted.TryEnter(cancellationToken) is { } call)
                return call;
        }

        refusal = new(Outcome.ModelUnavailable) { Detail = $"The plugin of the provider \"{id}\" was removed." };
        return null;
    }
}
