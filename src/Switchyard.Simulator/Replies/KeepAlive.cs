namespace Switchyard.Simulator;

/// <summary>Keeps a connection warm instead of answering.</summary>
internal static class KeepAlive
{
    /// <summary>Writes until the fault's duration has passed, or until the client leaves or the server stops, which is when it throws.</summary>
    public static async Task RunAsync(ChatContext chat, ReplyBody body, ReadOnlyMemory<byte> sign)
    {
        var fault = chat.Fault!;
        if (fault.Duration is null)
            chat.Exchange.Settle(RequestOutcome.Faulted, 200);

        using var left = CancellationTokenSource.CreateLinkedTokenSource(chat.Http.RequestAborted, chat.Stopping);
        var started = chat.Time.GetTimestamp();
        while (fault.Duration is not { } duration || chat.Time.GetElapsedTime(started) < duration)
        {
            await body.WriteAsync(sign).ConfigureAwait(false);
            await Task.Delay(fault.Delay, chat.Time, left.Token).ConfigureAwait(false);
        }
    }
}
