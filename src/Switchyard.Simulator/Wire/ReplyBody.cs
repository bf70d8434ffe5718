using Microsoft.AspNetCore.Http;

namespace Switchyard.Simulator;

/// <summary>Writes a reply's bytes: each piece flushed to the socket by itself, or dribbled in fragments where the fault says so.</summary>
internal sealed class ReplyBody(HttpContext http, Fault? fault, TimeProvider time)
{
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        // A vendor that has nothing to say at this point.
        if (bytes.IsEmpty && http.Response.HasStarted)
            return;
        if (fault is not { Kind: FaultKind.Dribble })
        {
            await FlushAsync(bytes).ConfigureAwait(false);
            return;
        }

        for (var at = 0; at < bytes.Length; at += fault.FragmentBytes)
        {
            await FlushAsync(bytes.Slice(at, Math.Min(fault.FragmentBytes, bytes.Length - at))).ConfigureAwait(false);
            if (fault.Delay > TimeSpan.Zero)
                await Task.Delay(fault.Delay, time, http.RequestAborted).ConfigureAwait(false);
        }
    }

    private async Task FlushAsync(ReadOnlyMemory<byte> bytes)
    {
        var result = await http.Response.BodyWriter.WriteAsync(bytes, http.RequestAborted).ConfigureAwait(false);
        if (result.IsCanceled || result.IsCompleted)
            throw new OperationCanceledException("The client left.");
        http.RequestAborted.ThrowIfCancellationRequested();
    }
}
