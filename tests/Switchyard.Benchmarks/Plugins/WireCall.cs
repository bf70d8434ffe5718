using System.Buffers;
using System.Text;

namespace Switchyard.Benchmarks.Plugins;

/// <summary>A call and a stream on the OpenAI wire, without a router.</summary>
internal static class WireCall
{
    private static readonly ProviderRequest s_call = Request("");
    private static readonly ProviderRequest s_stream = Request("\"stream\":true,");

    /// <summary>Asks, and says whether the answer came whole.</summary>
    public static async Task<bool> CompleteAsync(IProvider provider) =>
        (await provider.CompleteAsync(s_call, new ArrayBufferWriter<byte>(), default).ConfigureAwait(false)).Outcome == Outcome.Completed;

    /// <summary>Reads a stream to its end, and says whether it came whole.</summary>
    public static async Task<bool> StreamAsync(IProvider provider)
    {
        var chunk = new ArrayBufferWriter<byte>();
        var stream = await provider.OpenStreamAsync(s_stream, default).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            while (await stream.ReadAsync(chunk, default).ConfigureAwait(false))
                chunk.Clear();
            return stream.Result.Outcome == Outcome.Completed;
        }
    }

    private static ProviderRequest Request(string members)
    {
        const string Start = "{\"model\":";
        return new()
        {
            Body = Encoding.UTF8.GetBytes($$"""{{Start}}"m",{{members}}"messages":[{"role":"user","content":"When will it be ready?"}]}"""),
            ModelStart = Start.Length,
            ModelLength = 3,
            Model = "m",
            ModelJson = "\"m\""u8.ToArray(),
            Key = new("OPENAI_API_KEY", "simulated"),
        };
    }
}
