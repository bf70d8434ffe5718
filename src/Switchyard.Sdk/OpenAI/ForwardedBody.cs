using System.Net;
using System.Net.Http.Headers;

namespace Switchyard.Sdk;

/// <summary>A canonical request on its way out: the bytes as they are, with the model and whatever else differs spliced in.</summary>
internal sealed class ForwardedBody : HttpContent
{
    private static readonly MediaTypeHeaderValue s_json = new("application/json");

    private readonly ReadOnlyMemory<byte> _body;
    private readonly BodyEdit _model;
    private readonly List<BodyEdit>? _edits;
    private readonly Lock _gate = new();
    private TaskCompletionSource? _written;
    private int _writers;
    private bool _closed;

    public ForwardedBody(in ProviderRequest request, List<BodyEdit>? edits)
    {
        _body = request.Body;
        _model = new(request.ModelStart, request.ModelLength, request.ModelJson);
        if (edits is not null)
        {
            var after = edits.FindIndex(edit => edit.Start > _model.Start);
            edits.Insert(after < 0 ? edits.Count : after, _model);
            _edits = edits;
        }

        Headers.ContentType = s_json;
    }

    /// <summary>A body that goes out as it is.</summary>
    public ForwardedBody(ReadOnlyMemory<byte> body)
    {
        _body = body;
        Headers.ContentType = s_json;
    }

    private int EditCount => _edits?.Count ?? 1;

    /// <summary>
    /// Ends the use of the request's memory. A provider may answer before it has read the whole request; the memory goes back to
    /// its pool when the attempt ends, so nothing may still be reading it then.
    /// </summary>
    public ValueTask CloseAsync()
    {
        lock (_gate)
        {
            _closed = true;
            if (_writers == 0)
                return default;
            _written ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return new(_written.Task);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        for (var index = 0; index < EditCount; index++)
            length += Edit(index).Replacement.Length - Edit(index).Length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Enter();
        try
        {
            var position = 0;
            for (var index = 0; index < EditCount; index++)
            {
                var edit = Edit(index);
                await stream.WriteAsync(_body[position..edit.Start], cancellationToken).ConfigureAwait(false);
                await stream.WriteAsync(edit.Replacement, cancellationToken).ConfigureAwait(false);
                position = edit.End;
            }

            await stream.WriteAsync(_body[position..], cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave();
        }
    }

    private BodyEdit Edit(int index) => _edits?[index] ?? _model;

    private void Enter()
    {
        lock (_gate)
        {
            if (_closed)
                throw new IOException("The attempt has ended.");
            _writers++;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_writers == 0)
                _written?.TrySetResult();
        }
    }
}
