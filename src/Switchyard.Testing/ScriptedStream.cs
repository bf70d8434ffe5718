using System.Buffers;
using System.Text;

namespace Switchyard.Testing;

internal sealed class ScriptedStream(
    ScriptedReply reply,
    string model,
    Func<ScriptedReply, bool, CancellationToken, ValueTask<bool>> pause) : ProviderStream
{
    private int _next = -1;
    private ProviderResult _result = new(Outcome.Truncated);

    public override ProviderResult Result => _result;

    public override async ValueTask<bool> ReadAsync(IBufferWriter<byte> chunk, CancellationToken cancellationToken)
    {
        // Like vendors: first the role, then the pieces, then the finish reason, then the usage.
        if (!await pause(reply, reply.SilentAfter is { } pieces && _next >= pieces, cancellationToken).ConfigureAwait(false))
        {
            _result = new(Outcome.Cancelled);
            return false;
        }

        var completes = reply.Outcome == Outcome.Completed;
        var json = _next switch
        {
            -1 when completes || reply.Pieces.Count > 0 => ScriptedJson.RoleChunk(model),
            _ when _next >= 0 && _next < reply.Pieces.Count => ScriptedJson.TextChunk(model, reply.Pieces[_next]),
            _ when completes && _next == reply.Pieces.Count => ScriptedJson.FinishChunk(model, ScriptedProvider.FinishOf(reply)),
            _ => null,
        };

        _next++;
        if (json is null)
        {
            _result = ScriptedProvider.ResultOf(reply);
            return false;
        }

        chunk.Write(Encoding.UTF8.GetBytes(json));
        return true;
    }

    public override ValueTask DisposeAsync() => default;
}
