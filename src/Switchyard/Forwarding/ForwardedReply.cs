namespace Switchyard;

/// <summary>The whole canonical reply to a forwarded call, and its receipt. It outlives the call, and is used again for the next one.</summary>
internal sealed class ForwardedReply
{
    private readonly ReplyReader<ForwardedReply> _read;

    public ForwardedReply()
    {
        _read = (ReadOnlySpan<byte> reply, out ForwardedReply value) =>
        {
            value = this;
            Json.Clear();
            Json.Write(reply);
            return true;
        };
    }

    /// <summary>The reply, as the provider gave it.</summary>
    public Utf8Buffer Json { get; } = new();

    public ForwardReceipt Receipt { get; private set; }

    /// <summary>Makes the call.</summary>
    /// <exception cref="RoutingException">No candidate answered.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public ValueTask<ForwardedReply> CompleteAsync(Call call, CancellationToken cancellationToken)
    {
        call.ReadsWholeReply = true;
        return Completion.RunAsync<ForwardedReply, ForwardedReply, Shape>(call, _read, cancellationToken);
    }

    private readonly struct Shape : IResultShape<ForwardedReply, ForwardedReply>
    {
        static ForwardedReply IResultShape<ForwardedReply, ForwardedReply>.Shape(Call call, ForwardedReply value)
        {
            value.Receipt = ForwardReceipt.Of(call);
            return value;
        }
    }
}
