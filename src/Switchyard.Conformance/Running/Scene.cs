using System.Buffers;
using System.Text;
using System.Text.Json;
using Switchyard.Simulator;

namespace Switchyard.Conformance;

/// <summary>A provider, its simulated vendor, and calls in canonical form.</summary>
internal sealed class Scene(Vendor vendor, SimulatorServer server, ConformanceTarget target, WireProfile wire, CancellationToken token) : IAsyncDisposable
{
    private readonly List<IProvider> _providers = [];

    public CancellationToken Token => token;

    public SimulatorServer Server => server;

    public WireProfile Wire => wire;

    /// <summary>The request that the vendor saw last.</summary>
    public SimulatedRequest Seen => vendor.Seen.LastOrDefault() ?? throw new ConformanceException("The vendor got no valid request.");

    /// <summary>The tokens that the vendor billed for the last request.</summary>
    public async Task<SimulatedUsage> BilledAsync()
    {
        await server.WaitForIdleAsync(token).ConfigureAwait(false);
        return server.Requests[^1].Usage;
    }

    /// <summary>A provider of the vendor.</summary>
    /// <param name="endpoint">Another address than the vendor's own.</param>
    public IProvider Provider(Uri? endpoint = null)
    {
        _providers.Add(target.CreateProvider(endpoint ?? wire.Endpoint(server)));
        return _providers[^1];
    }

    /// <summary>The address of the vendor as the target's wire wants it, at another port.</summary>
    public Uri EndpointAt(int port) => new UriBuilder(wire.Endpoint(server)) { Port = port }.Uri;

    public Task<(ProviderResult Result, string Reply)> CompleteAsync(string members, string model = Vendor.Model, string secret = Vendor.Secret) =>
        CompleteAsync(Provider(), Request(members, model, secret), token);

    public static async Task<(ProviderResult Result, string Reply)> CompleteAsync(IProvider provider, ProviderRequest request, CancellationToken cancellationToken)
    {
        var reply = new ArrayBufferWriter<byte>();
        var result = await provider.CompleteAsync(request, reply, cancellationToken).ConfigureAwait(false);
        return (CheckDetail(result), Encoding.UTF8.GetString(reply.WrittenSpan));
    }

    public Task<(ProviderResult Result, List<string> Chunks)> StreamAsync(string members, string model = Vendor.Model, IProvider? provider = null) =>
        StreamAsync(provider ?? Provider(), StreamRequest(members, model), token);

    public static async Task<(ProviderResult Result, List<string> Chunks)> StreamAsync(IProvider provider, ProviderRequest request, CancellationToken cancellationToken)
    {
        var chunks = new List<string>();
        var chunk = new ArrayBufferWriter<byte>();
        var stream = await provider.OpenStreamAsync(request, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            while (await stream.ReadAsync(chunk, cancellationToken).ConfigureAwait(false))
            {
                chunks.Add(Encoding.UTF8.GetString(chunk.WrittenSpan));
                chunk.Clear();
            }

            Expect.Equal(0, chunk.WrittenCount, "What the last read wrote, which returned false,");
            return (CheckDetail(stream.Result), chunks);
        }
    }

    /// <summary>A request of which everything but the model is given, as members of the JSON object.</summary>
    public static ProviderRequest Request(string members, string model = Vendor.Model, string secret = Vendor.Secret)
    {
        const string Start = "{\"model\":";
        return new()
        {
            Body = Encoding.UTF8.GetBytes($"{Start}\"\",{members}}}"),
            ModelStart = Start.Length,
            ModelLength = 2,
            Model = model,
            ModelJson = JsonSerializer.SerializeToUtf8Bytes(model),
            Key = new("CONFORMANCE_KEY", secret),
        };
    }

    public static ProviderRequest StreamRequest(string members, string model = Vendor.Model) =>
        Request($"\"stream\":true,\"stream_options\":{{\"include_usage\":true}},{members}", model);

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _providers)
            await provider.DisposeAsync().ConfigureAwait(false);
    }

    private static ProviderResult CheckDetail(ProviderResult result)
    {
        Expect.True(result.Detail?.Contains(Vendor.Secret, StringComparison.Ordinal) != true, "The key stands in ProviderResult.Detail, which people see.");
        return result;
    }
}
