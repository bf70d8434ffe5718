using System.Buffers;
using Switchyard;

namespace CustomProvider;

/// <summary>
/// Parrot speaks the OpenAI wire with one quirk that no manifest can say: while a model warms up, it answers 409. Elsewhere that means that
/// the model is not served; here it means to come back soon.
/// </summary>
internal sealed class ParrotProvider(IProvider wire) : IProvider
{
    private const int WarmingUp = 409;

    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(5);

    public async ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken) =>
        Judge(await wire.CompleteAsync(request, reply, cancellationToken).ConfigureAwait(false));

    public async ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken) =>
        new ParrotStream(await wire.OpenStreamAsync(request, cancellationToken).ConfigureAwait(false));

    public ValueTask DisposeAsync() => wire.DisposeAsync();

    /// <summary>What a result of the wire means at Parrot.</summary>
    internal static ProviderResult Judge(ProviderResult result) => result.HttpStatus != WarmingUp ? result : result with
    {
        Outcome = Outcome.Overloaded,
        RetryAfter = result.RetryAfter ?? s_warmUp,
    };
}
