using System.Text;
using System.Text.Json;

namespace Switchyard.Conformance;

/// <summary>What comes of a stream.</summary>
internal static class StreamChecks
{
    public static readonly ConformanceCheck[] All =
    [
        new("stream: chunk by chunk, each canonical, to the whole answer", AnswerAsync),
        new("stream: usage and finish reason come with it", UsageAsync),
        new("stream: split at every byte it is the same", SplitAsync),
        new("stream: tool calls, in pieces", ToolCallsAsync),
        new("stream: abandoned half read it can be disposed", AbandonedAsync),
    ];

    /// <summary>The text of chunks, each of which must be canonical.</summary>
    public static string Text(List<string> chunks)
    {
        var text = new StringBuilder();
        foreach (var choice in Choices(chunks))
        {
            if (choice.TryGetProperty("delta", out var delta) && delta.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String)
                text.Append(content.GetString());
        }

        return text.ToString();
    }

    private static IEnumerable<JsonElement> Choices(List<string> chunks)
    {
        foreach (var chunk in chunks)
        {
            var root = ReplyChecks.Parse(chunk);
            Expect.True(root.ValueKind == JsonValueKind.Object && root.TryGetProperty("choices", out _), $"A chunk must be an object with choices, but is {chunk}");
            foreach (var choice in root.GetProperty("choices").EnumerateArray())
                yield return choice;
        }
    }

    private static async Task AnswerAsync(Scene scene)
    {
        var (_, chunks) = await CompletedAsync(scene).ConfigureAwait(false);
        Expect.True(chunks.Count > 5, $"The stream must be handed on as it comes, but came in {chunks.Count} chunks.");
        Expect.Equal(Vendor.Answer, Text(chunks), "The answer");
        Expect.Equal(true, scene.Seen.IsStream, "Whether the vendor was asked for a stream");
    }

    private static async Task UsageAsync(Scene scene)
    {
        var (result, chunks) = await CompletedAsync(scene).ConfigureAwait(false);
        Expect.Equal(FinishReason.Stop, result.FinishReason, "The finish reason");
        Expect.True(
            Choices(chunks).Any(choice => choice.TryGetProperty("finish_reason", out var reason) && reason.ValueKind == JsonValueKind.String && reason.GetString() == "stop"),
            "A chunk must carry finish_reason \"stop\".");
        ReplyChecks.ExpectUsage(await scene.BilledAsync().ConfigureAwait(false), result.Usage);
    }

    private static async Task SplitAsync(Scene scene)
    {
        var (whole, chunks) = await CompletedAsync(scene).ConfigureAwait(false);
        var proxy = new ByteProxy(scene.Server.Endpoint.Port);
        await using var stop = proxy.ConfigureAwait(false);
        var (split, pieces) = await scene.StreamAsync(ReplyChecks.Question, provider: scene.Provider(scene.EndpointAt(proxy.Port))).ConfigureAwait(false);
        Expect.Equal(Outcome.Completed, split.Outcome, "The outcome when the stream comes byte by byte");
        Expect.Equal(Text(chunks), Text(pieces), "The answer when the stream comes byte by byte");
        Expect.Equal(chunks.Count, pieces.Count, "The number of chunks when the stream comes byte by byte");
        Expect.Equal(whole.Usage, split.Usage, "The usage when the stream comes byte by byte");
    }

    private static async Task ToolCallsAsync(Scene scene)
    {
        var (result, chunks) = await scene.StreamAsync($"{ReplyChecks.Question},{ReplyChecks.Tool}", Vendor.Caller).ConfigureAwait(false);
        Expect.Equal(Outcome.Completed, result.Outcome, "The outcome");
        Expect.Equal(FinishReason.ToolCalls, result.FinishReason, "The finish reason");
        var (name, arguments) = (new StringBuilder(), new StringBuilder());
        foreach (var choice in Choices(chunks))
        {
            if (!choice.TryGetProperty("delta", out var delta) || !delta.TryGetProperty("tool_calls", out var calls) || calls.ValueKind != JsonValueKind.Array)
                continue;
            foreach (var call in calls.EnumerateArray())
            {
                Expect.True(call.TryGetProperty("index", out var index) && index.ValueKind == JsonValueKind.Number && index.GetInt32() == 0, "A piece of the tool call must have index 0.");
                var function = call.GetProperty("function");
                if (function.TryGetProperty("name", out var part))
                    name.Append(part.GetString());
                if (function.TryGetProperty("arguments", out part))
                    arguments.Append(part.GetString());
            }
        }

        Expect.Equal("weather", name.ToString(), "The tool's name");
        ReplyChecks.ExpectArguments(arguments.ToString());
    }

    private static async Task AbandonedAsync(Scene scene)
    {
        var provider = scene.Provider();
        var stream = await provider.OpenStreamAsync(Scene.StreamRequest(ReplyChecks.Question, Vendor.Halting), scene.Token).ConfigureAwait(false);
        var isHere = await stream.ReadAsync(new System.Buffers.ArrayBufferWriter<byte>(), scene.Token).ConfigureAwait(false);
        await stream.DisposeAsync().ConfigureAwait(false);
        Expect.True(isHere, "The first chunk did not come.");

        // The vendor must be let go: else it goes on producing, and billing.
        await scene.Server.WaitForIdleAsync(scene.Token).ConfigureAwait(false);
        Expect.True(scene.Server.Requests[^1].ClientAborted, "The connection to the vendor must be closed when a half-read stream is disposed.");
    }

    private static async Task<(ProviderResult Result, List<string> Chunks)> CompletedAsync(Scene scene)
    {
        var (result, chunks) = await scene.StreamAsync(ReplyChecks.Question).ConfigureAwait(false);
        Expect.True(result.Outcome == Outcome.Completed, $"The outcome must be Completed, but is {result.Outcome}: {result.Detail ?? "no detail"}.");
        return (result, chunks);
    }
}
