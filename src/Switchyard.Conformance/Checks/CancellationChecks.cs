using System.Buffers;

namespace Switchyard.Conformance;

/// <summary>What follows when the caller gives up.</summary>
internal static class CancellationChecks
{
    public static readonly ConformanceCheck[] All =
    [
        new("cancellation: of a reply", ReplyAsync),
        new("cancellation: while a stream opens", OpeningAsync),
        new("cancellation: between two chunks", ReadingAsync),
    ];

    private static async Task ReplyAsync(Scene scene)
    {
        using var caller = new CancellationTokenSource();
        var call = Scene.CompleteAsync(scene.Provider(), Scene.Request(ReplyChecks.Question, Vendor.Slow), caller.Token);
        await GiveUpAsync(scene, call, caller).ConfigureAwait(false);
        var (result, _) = await call.ConfigureAwait(false);
        Expect.Equal(Outcome.Cancelled, result.Outcome, "The outcome");
        await LetGoAsync(scene).ConfigureAwait(false);
    }

    private static async Task OpeningAsync(Scene scene)
    {
        using var caller = new CancellationTokenSource();
        var call = Scene.StreamAsync(scene.Provider(), Scene.StreamRequest(ReplyChecks.Question, Vendor.Slow), caller.Token);
        await GiveUpAsync(scene, call, caller).ConfigureAwait(false);
        var (result, _) = await call.ConfigureAwait(false);
        Expect.Equal(Outcome.Cancelled, result.Outcome, "The outcome");
        await LetGoAsync(scene).ConfigureAwait(false);
    }

    private static async Task ReadingAsync(Scene scene)
    {
        using var caller = new CancellationTokenSource();
        var stream = await scene.Provider().OpenStreamAsync(Scene.StreamRequest(ReplyChecks.Question, Vendor.Halting), scene.Token).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            // What the vendor sends at once is read; the read after that waits for a token that does not come.
            var chunk = new ArrayBufferWriter<byte>();
            Expect.True(await stream.ReadAsync(chunk, caller.Token).ConfigureAwait(false), "The first chunk did not come.");
            var rest = ReadAllAsync(stream, caller.Token);
            await caller.CancelAsync().ConfigureAwait(false);
            await rest.ConfigureAwait(false);
            Expect.Equal(Outcome.Cancelled, stream.Result.Outcome, "The outcome");
        }

        await LetGoAsync(scene).ConfigureAwait(false);
    }

    private static async Task ReadAllAsync(ProviderStream stream, CancellationToken cancellationToken)
    {
        var chunk = new ArrayBufferWriter<byte>();
        while (await stream.ReadAsync(chunk, cancellationToken).ConfigureAwait(false))
            chunk.Clear();
    }

    private static async Task GiveUpAsync(Scene scene, Task call, CancellationTokenSource caller)
    {
        while (scene.Server.Requests.Count == 0 && !call.IsCompleted)
            await Task.Delay(5, scene.Token).ConfigureAwait(false);
        await caller.CancelAsync().ConfigureAwait(false);
    }

    private static async Task LetGoAsync(Scene scene)
    {
        await scene.Server.WaitForIdleAsync(scene.Token).ConfigureAwait(false);
        Expect.True(scene.Server.Requests[^1].ClientAborted, "The connection to the vendor must be closed, or the vendor goes on and bills.");
    }
}
