using System.Buffers;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace Switchyard.Sdk;

/// <summary>A vendor that speaks the OpenAI wire: chat completions and embeddings. What differs from vendor to vendor stands in its manifest.</summary>
public sealed class OpenAIWireProvider : IProvider
{
    private const int MaxReplyBytes = 64 << 20;
    private const int MaxErrorBytes = 64 << 10;

    private readonly HttpMessageInvoker _http;
    private readonly Uri _chat;
    private readonly Uri _embeddings;
    private readonly OpenAIWireOptions _options;
    private readonly BodyEdits _edits;
    private readonly HeaderReader _headers;
    private readonly ConditionalWeakTable<ProviderKey, AuthenticationHeaderValue> _authorizations = [];

    /// <summary>A provider for one vendor.</summary>
    /// <param name="settings">Its address, limits and manifest.</param>
    /// <exception cref="FormatException">The manifest's <c>options</c> are not usable.</exception>
    public OpenAIWireProvider(ProviderSettings settings)
        : this(settings, OpenAIWireOptions.Read((settings ?? throw new ArgumentNullException(nameof(settings))).Manifest.Span))
    {
    }

    /// <summary>A provider for one vendor, with options made in code.</summary>
    /// <param name="settings">Its address and limits.</param>
    /// <param name="options">How its wire differs from OpenAI's.</param>
    public OpenAIWireProvider(ProviderSettings settings, OpenAIWireOptions options)
        : this(settings, options, TimeProvider.System)
    {
    }

    /// <summary>A provider on a clock of a test's.</summary>
    internal OpenAIWireProvider(ProviderSettings settings, OpenAIWireOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _edits = new(options);
        _headers = new(options.RateLimitHeaders, HeaderReader.RequestId, time);
        _chat = ProviderHttp.Combine(settings.Endpoint, options.Path);
        _embeddings = ProviderHttp.Combine(settings.Endpoint, options.EmbeddingsPath);
        _http = ProviderHttp.CreateClient(settings, options.UseProxy);
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PooledMethodBuilder<>))]
    public async ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken)
    {
        if (HttpFailures.IsUnusable(request.Key, out var refusal))
            return refusal;

        var body = new ForwardedBody(request, _edits.Find(request.Body.Span));
        try
        {
            using var message = Message(request, body);
            using var response = await _http.SendAsync(message, cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? await ReadReplyAsync(response, request, reply, cancellationToken).ConfigureAwait(false)
                : await ReadErrorAsync(response, request.Key, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            return HttpFailures.Describe(exception, request.Key, cancellationToken);
        }
        finally
        {
            await body.CloseAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PooledMethodBuilder<>))]
    public async ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken)
    {
        if (HttpFailures.IsUnusable(request.Key, out var refusal))
            return ProviderStream.Failed(refusal);
        if (request.Operation != ProviderOperation.Chat)
            return ProviderStream.Failed(new(Outcome.InvalidRequest) { Detail = "Embeddings are not streamed; ask for them in one piece." });

        var body = new ForwardedBody(request, _edits.Find(request.Body.Span));
        HttpResponseMessage? response = null;
        ProviderResult failure;
        try
        {
            response = await _http.SendAsync(Message(request, body), cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                var content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                return new OpenAIWireStream(response, content, body, request.Key, _headers);
            }

            failure = await ReadErrorAsync(response, request.Key, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failure = HttpFailures.Describe(exception, request.Key, cancellationToken);
        }

        response?.Dispose();
        await body.CloseAsync().ConfigureAwait(false);
        return ProviderStream.Failed(failure);
    }

    /// <summary>Closes the connections.</summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return default;
    }

    private HttpRequestMessage Message(in ProviderRequest request, ForwardedBody body)
    {
        var address = request.Operation == ProviderOperation.Embeddings ? _embeddings : _chat;
        var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = body };
        if (!request.Key.IsEmpty)
        {
            if (_options.KeyHeader is { } header)
                message.Headers.TryAddWithoutValidation(header, request.Key.Reveal());
            else
                message.Headers.Authorization = _authorizations.GetValue(request.Key, static key => new("Bearer", key.Reveal()));
        }

        foreach (var (name, value) in _options.Headers)
            message.Headers.TryAddWithoutValidation(name, value);
        return message;
    }

    private async ValueTask<ProviderResult> ReadReplyAsync(
        HttpResponseMessage response, ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken)
    {
        // Read aside first: `reply` must stay empty if this turns out to be an error, and its writer could not take it back.
        try
        {
            using var body = await ResponseBody.ReadAsync(response, MaxReplyBytes, cancellationToken).ConfigureAwait(false);
            return ReplyJudge.Judge(body.Span, body.IsCut, request.Operation, response, request.Key, reply, _headers);
        }
        catch (Exception exception)
        {
            // The status says that the answer had begun, and so that it may be billed.
            return HttpFailures.Describe(exception, request.Key, cancellationToken) with { HttpStatus = (int)response.StatusCode };
        }
    }

    private async ValueTask<ProviderResult> ReadErrorAsync(
        HttpResponseMessage response, ProviderKey key, CancellationToken cancellationToken)
    {
        try
        {
            using var body = await ResponseBody.ReadAsync(response, MaxErrorBytes, cancellationToken).ConfigureAwait(false);
            return ReplyJudge.Error((int)response.StatusCode, body.Span, response, key, _headers);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            // The status has come, and says more than the connection that broke after it.
            return ReplyJudge.Error((int)response.StatusCode, [], response, key, _headers);
        }
    }
}
