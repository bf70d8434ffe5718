using System.Buffers;
using System.Text;

namespace Switchyard.Tests.Execution;

/// <summary>
/// Answers with the message it was asked, or fails as its seed says. Its first requests wait for each other: they only go on when as many calls
/// are under way at once as there should be.
/// </summary>
internal sealed class EchoProvider(int seed, EchoProvider.Gate gate) : IProvider
{
    private static readonly Outcome[] s_failures =
    [
        Outcome.ServerError, Outcome.NetworkError, Outcome.Truncated, Outcome.InvalidReply, Outcome.ContextTooLong, Outcome.Overloaded,
        Outcome.ModelUnavailable,
    ];

    private int _requests;

    /// <summary>The requests that it saw.</summary>
    public int Requests => _requests;

    public async ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken)
    {
        var outcome = NextOutcome();
        await gate.PassAsync();
        if (outcome == Outcome.Completed)
            Write(reply, """{"choices":[{"index":0,"message":{"content":""", MessageOf(request), """},"finish_reason":"stop"}]}""");
        return ResultOf(outcome);
    }

    public async ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken)
    {
        var outcome = NextOutcome();
        await gate.PassAsync();
        return new Echo(MessageOf(request), outcome);
    }

    public ValueTask DisposeAsync() => default;

    // In stretches, as real providers fail: forty requests well, ten of them not.
    private Outcome NextOutcome()
    {
        var number = Interlocked.Increment(ref _requests) + (seed * 17);
        return number % 50 < 40 ? Outcome.Completed : s_failures[number % s_failures.Length];
    }

    private static ProviderResult ResultOf(Outcome outcome) =>
        new(outcome) { FinishReason = outcome == Outcome.Completed ? FinishReason.Stop : FinishReason.None, RetryAfter = TimeSpan.FromMilliseconds(1) };

    private static string MessageOf(ProviderRequest request)
    {
        var body = Encoding.UTF8.GetString(request.Body.Span);
        var start = body.IndexOf("\"content\":", StringComparison.Ordinal) + 10;
        return body[start..(body.IndexOf('"', start + 1) + 1)];
    }

    private static void Write(IBufferWriter<byte> buffer, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
            buffer.Write(Encoding.UTF8.GetBytes(part));
    }

    /// <summary>Opens for all when enough have come.</summary>
    public sealed class Gate(int count)
    {
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = count;

        public async ValueTask PassAsync()
        {
            if (Interlocked.Decrement(ref _left) == 0)
                _open.SetResult();
            await _open.Task;
            await Task.Yield();
        }
    }

    private sealed class Echo(string message, Outcome outcome) : ProviderStream
    {
        private int _next;

        public override ProviderResult Result => ResultOf(outcome);

        public override async ValueTask<bool> ReadAsync(IBufferWriter<byte> chunk, CancellationToken cancellationToken)
        {
            await Task.Yield();
            var half = message.Length / 2;
            switch (_next++)
            {
                case 0:
                    Write(chunk, """{"choices":[{"delta":{"role":"assistant"}}]}""");
                    return true;
                case 1:
                    Write(chunk, """{"choices":[{"delta":{"content":""", message[..half], "\"}}]}");
                    return true;
                case 2 when outcome == Outcome.Completed:
                    Write(chunk, """{"choices":[{"delta":{"content":""", "\"", message[half..], """},"finish_reason":"stop"}]}""");
                    return true;
                default:
                    return false;
            }
        }

        public override ValueTask DisposeAsync() => default;
    }
}
