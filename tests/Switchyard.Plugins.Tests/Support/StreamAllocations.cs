using System.Buffers;

namespace Switchyard.Plugins.Tests;

/// <summary>What reading a chunk that has already arrived allocates.</summary>
public static class StreamAllocations
{
    /// <summary>The least that any chunk of a stream took, in bytes: what the machinery always takes.</summary>
    public static async Task<long> LeastAsync(IProvider provider)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stream = await provider.OpenStreamAsync(Requests.Make(), cancellationToken);
        var chunk = new ArrayBufferWriter<byte>(4096);
        var least = long.MaxValue;
        while (true)
        {
            chunk.ResetWrittenCount();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var read = stream.ReadAsync(chunk, cancellationToken);
            var isHere = read.IsCompletedSuccessfully;
            var isChunk = isHere && read.Result;

            // What is buffered is read without a wait, so all of it is on this thread.
            if (isChunk)
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            if (!(isHere ? isChunk : await read))
                break;
        }

        Assert.Equal(Outcome.Completed, stream.Result.Outcome);
        return least;
    }

    /// <summary>The same on the OpenAI wire, whose chunks pass as they are.</summary>
    public static async Task<long> LeastOfForwardingAsync()
    {
        const string Chunk = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}\n\n";
        using var server = LoopbackServer.Streaming(
            string.Concat(Enumerable.Repeat(Chunk, 400)) + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
        await using var provider = NativePlugin.Create("OpenAI", server.Endpoint);
        return await LeastAsync(provider);
    }
}
