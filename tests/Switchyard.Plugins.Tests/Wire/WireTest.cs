using Switchyard.Sdk;

namespace Switchyard.Plugins.Tests;

/// <summary>What the tests of the wire share: a provider that speaks to a loopback server.</summary>
public abstract class WireTest
{
    protected const string Good =
        """{"id":"r1","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]}""";

    protected static OpenAIWireProvider Provider(LoopbackServer server, string options = "{}") => Provider(server.Endpoint, options);

    protected static OpenAIWireProvider Provider(LoopbackServer server, TimeProvider time) =>
        new(Settings(server.Endpoint, "{}"), new OpenAIWireOptions(), time);

    protected static OpenAIWireProvider Provider(Uri endpoint, string options = "{}", TimeSpan? connectTimeout = null) => new(Settings(endpoint, options, connectTimeout));

    private static ProviderSettings Settings(Uri endpoint, string options, TimeSpan? connectTimeout = null) => new()
    {
        Id = "test",
        Endpoint = endpoint,

        // On a machine that is busy a connection over loopback can take seconds.
        ConnectTimeout = connectTimeout ?? TimeSpan.FromSeconds(30),
        Manifest = System.Text.Encoding.UTF8.GetBytes($$"""{"id":"test","models":[],"options":{{options}}}"""),
    };

    protected static string Recorded(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Recorded", name));

    protected static async Task<(ProviderResult Result, string Reply)> AnswerAsync(int status, string body, params string[] headers)
    {
        using var server = LoopbackServer.Replying(status, body, headers);
        await using var provider = Provider(server);
        return await provider.CompleteAsync();
    }

    protected static async Task<(ProviderResult Result, List<string> Chunks)> StreamAsync(string events, int pieceBytes = int.MaxValue)
    {
        using var server = LoopbackServer.Streaming(events, pieceBytes);
        await using var provider = Provider(server);
        return await provider.StreamAsync();
    }
}
