using System.Buffers;
using System.Text;

namespace Switchyard.Plugins.Tests;

/// <summary>Requests and replies for tests.</summary>
public static class Requests
{
    public const string Secret = "sk-test-1234567890";

    public static ProviderRequest Make(string model = "some-model", string? body = null, string secret = Secret)
    {
        body ??= """{"model":"","messages":[{"role":"user","content":"Grüße \"quoted\""}]}""";
        var start = Encoding.UTF8.GetByteCount(body[..(body.IndexOf("\"model\":", StringComparison.Ordinal) + 8)]);
        var end = body.IndexOf('"', body.IndexOf("\"model\":", StringComparison.Ordinal) + 9);
        return new()
        {
            Body = Encoding.UTF8.GetBytes(body),
            ModelStart = start,
            ModelLength = Encoding.UTF8.GetByteCount(body[..(end + 1)]) - start,
            Model = model,
            ModelJson = Encoding.UTF8.GetBytes($"\"{model}\""),
            Key = new("TEST_KEY", secret),
        };
    }

    public static async Task<(ProviderResult Result, string Reply)> CompleteAsync(
        this IProvider provider, ProviderRequest? request = null)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var reply = new ArrayBufferWriter<byte>();
        var result = await provider.CompleteAsync(request ?? Make(), reply, cancellationToken);
        return (result, Encoding.UTF8.GetString(reply.WrittenSpan));
    }

    public static async Task<(ProviderResult Result, List<string> Chunks)> StreamAsync(
        this IProvider provider, ProviderRequest? request = null)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stream = await provider.OpenStreamAsync(request ?? Make(), cancellationToken);
        var chunks = new List<string>();
        var chunk = new ArrayBufferWriter<byte>();
        while (await stream.ReadAsync(chunk, cancellationToken))
        {
            chunks.Add(Encoding.UTF8.GetString(chunk.WrittenSpan));
            chunk.Clear();
        }

        return (stream.Result, chunks);
    }
}
