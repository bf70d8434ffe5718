using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Switchyard.Sdk;

/// <summary>
/// A vendor with a wire of its own: requests are translated from the canonical form and answers back. HTTP, errors, limits, cancellation and the
/// life of memory are seen to here; a subclass only says how the two forms correspond.
/// </summary>
public abstract class TranslatingProvider : IProvider
{
    private const int MaxReplyBytes = 64 << 20;
    private const int MaxErrorBytes = 64 << 10;

    private readonly HttpMessageInvoker _http;
    private readonly Uri _endpoint;
    private readonly WireOptions _options;
    private readonly HeaderReader _headers;
    private readonly TimeProvider _time;

    /// <summary>A provider for one vendor.</summary>
    /// <param name="settings">Its address and limits.</param>
    /// <param name="options">What is shared by all wires.</param>
    /// <param name="time">The clock; <see langword="null"/> for the system's.</param>
    protected TranslatingProvider(ProviderSettings settings, WireOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(options);
        _time = time ?? TimeProvider.System;
        _options = options;
        _endpoint = settings.Endpoint;
        _headers = new(options.RateLimitHeaders, options.RequestIdHeader, _time);
        _http = ProviderHttp.CreateClient(settings, options.UseProxy);
    }

    /// <summary>Whether the vendor makes embeddings. Default no: then such requests are answered with <see cref="Outcome.ModelUnavailable"/>.</summary>
    protected virtual bool MakesEmbeddings => false;

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PooledMethodBuilder<>))]
    public async ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken)
    {
        if (!TryPrepare(request, isStream: false, out var translated, out var refusal))
            return refusal;

        var body = new ForwardedBody(translated.Buffer.Written);
        try
        {
            using var message = Message(request.Key, translated, body);
            using var response = await _http.SendAsync(message, cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? await ReadReplyAsync(response, translated, request.Key, reply, cancellationToken).ConfigureAwait(false)
                : await ReadErrorAsync(response, request.Key, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            return HttpFailures.Describe(exception, request.Key, cancellationToken);
        }
        finally
        {
            await body.CloseAsync().ConfigureAwait(false);
            translated.Buffer.Dispose();
        }
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PooledMethodBuilder<>))]
    public async ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken)
    {
        if (!TryPrepare(request, isStream: true, out var translated, out var failure))
            return ProviderStream.Failed(failure);

        var body = new ForwardedBody(translated.Buffer.Written);
        HttpResponseMessage? response = null;
        try
        {
            response = await _http.SendAsync(Message(request.Key, translated, body), cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                var content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                IEventReader events = _options.StreamsLines ? new JsonLinesReader(content) : new SseReader(content);
                return new TranslatedStream(response, events, body, translated.Buffer, request.Key, _headers, CreateTranslator(translated));
            }

            failure = await ReadErrorAsync(response, request.Key, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failure = HttpFailures.Describe(exception, request.Key, cancellationToken);
        }

        response?.Dispose();
        await body.CloseAsync().ConfigureAwait(false);
        translated.Buffer.Dispose();
        return ProviderStream.Failed(failure);
    }

    /// <summary>Closes the connections.</summary>
    /// <returns>A completed task.</returns>
    public virtual ValueTask DisposeAsync()
    {
        _http.Dispose();
        GC.SuppressFinalize(this);
        return default;
    }

    /// <summary>Writes the vendor's request.</summary>
    /// <param name="body">The canonical request. Valid during this call.</param>
    /// <param name="target">Where path and body go.</param>
    /// <exception cref="TranslationException">The request holds what this wire cannot say.</exception>
    protected abstract void Translate(JsonElement body, TranslatedRequest target);

    /// <summary>Adds the key to a request.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="key">The key; not empty.</param>
    protected abstract void Authenticate(HttpRequestHeaders headers, ProviderKey key);

    /// <summary>Reads an answer that came in one piece.</summary>
    /// <param name="reply">The vendor's reply, one JSON object that is no error.</param>
    /// <param name="answer">What to fill in.</param>
    /// <returns><see langword="false"/> if it is no answer of this wire.</returns>
    protected abstract bool ReadReply(JsonSlice reply, ChatReply answer);

    /// <summary>Reads vectors.</summary>
    /// <param name="reply">The vendor's reply, one JSON object that is no error.</param>
    /// <param name="vectors">What to fill in.</param>
    /// <returns><see langword="false"/> if it holds no vectors.</returns>
    protected virtual bool ReadEmbeddings(JsonSlice reply, EmbeddingsReply vectors) => false;

    /// <summary>Makes what reads the events of one stream.</summary>
    /// <param name="request">The request that is answered.</param>
    /// <returns>The translator.</returns>
    protected abstract StreamTranslator CreateTranslator(TranslatedRequest request);

    private bool TryPrepare(
        in ProviderRequest request, bool isStream, [NotNullWhen(true)] out TranslatedRequest? translated, out ProviderResult refusal)
    {
        translated = null;
        if (HttpFailures.IsUnusable(request.Key, out refusal))
            return false;
        refusal = request.Operation switch
        {
            ProviderOperation.Chat => default,
            _ when isStream => new(Outcome.InvalidRequest) { Detail = "Embeddings are not streamed; ask for them in one piece." },
            _ when !MakesEmbeddings => new(Outcome.ModelUnavailable) { Detail = "This provider makes no embeddings." },
            _ => default,
        };
        if (refusal.Outcome != default)
            return false;

        translated = new(request, isStream, _time.GetUtcNow().ToUnixTimeSeconds());
        if (Problem(request, translated, out var isOurs) is not { } problem)
            return true;
        translated.Buffer.Dispose();
        translated = null;
        refusal = new(Outcome.InvalidRequest) { Detail = Details.Shorten(problem, request.Key), IsUntranslatable = isOurs };
        return false;
    }

    private string? Problem(in ProviderRequest request, TranslatedRequest translated, out bool isOurs)
    {
        isOurs = false;
        try
        {
            using var document = JsonDocument.Parse(request.Body);
            if (request.Operation == ProviderOperation.Embeddings)
                translated.IsBase64 = document.RootElement.TryGetProperty("encoding_format"u8, out var format) && format.ValueEquals("base64"u8);
            else
                CanonicalParameters.Refuse(document.RootElement, _options);
            Translate(document.RootElement, translated);
            translated.Json.Flush();
            return null;
        }
        catch (TranslationException exception)
        {
            isOurs = true;
            return exception.Message;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            // A member of the wrong type, or a string that is no Unicode.
            return $"The request is not of the canonical form: {exception.Message}";
        }
        finally
        {
            translated.Json.Dispose();
        }
    }

    private HttpRequestMessage Message(ProviderKey key, TranslatedRequest translated, ForwardedBody body)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, ProviderHttp.Combine(_endpoint, translated.Path)) { Content = body };
        if (!key.IsEmpty)
            Authenticate(message.Headers, key);
        foreach (var (name, value) in _options.Headers)
            message.Headers.TryAddWithoutValidation(name, value);
        return message;
    }

    private async ValueTask<ProviderResult> ReadReplyAsync(
        HttpResponseMessage response, TranslatedRequest request, ProviderKey key, IBufferWriter<byte> reply, CancellationToken cancellationToken)
    {
        try
        {
            using var body = await ResponseBody.ReadAsync(response, MaxReplyBytes, cancellationToken).ConfigureAwait(false);
            return Judge(body, response, request, key, reply);
        }
        catch (Exception exception)
        {
            // The status says that the answer had begun, and so that it may be billed.
            return HttpFailures.Describe(exception, key, cancellationToken) with { HttpStatus = (int)response.StatusCode };
        }
    }

    private async ValueTask<ProviderResult> ReadErrorAsync(HttpResponseMessage response, ProviderKey key, CancellationToken cancellationToken)
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

    private ProviderResult Judge(
        in ResponseBody body, HttpResponseMessage response, TranslatedRequest request, ProviderKey key, IBufferWriter<byte> reply)
    {
        var headed = _headers.Read(response);
        if (body.IsCut)
            return headed with { Outcome = Outcome.InvalidReply, Detail = "The reply is longer than any answer." };
        if (!JsonSlice.TryParse(body.Span, out var json))
            return headed with { Outcome = Outcome.InvalidReply, Detail = "The reply is no well-formed JSON." };
        if (json["error"u8] is { IsObject: true } or { IsString: true })
            return ReplyJudge.Error((int)response.StatusCode, body.Span, response, key, _headers);
        return request.Operation == ProviderOperation.Embeddings
            ? Vectors(json, request, headed, reply)
            : Answer(json, request, headed, key, reply);
    }

    private ProviderResult Vectors(JsonSlice json, TranslatedRequest request, ProviderResult headed, IBufferWriter<byte> reply)
    {
        var vectors = new EmbeddingsReply { Model = request.Model };
        if (!ReadEmbeddings(json, vectors) || vectors.Vectors.Count == 0)
            return headed with { Outcome = Outcome.InvalidReply, Detail = "The reply has no embeddings." };
        vectors.Write(reply, request.IsBase64);
        return headed with { Outcome = Outcome.Completed, FinishReason = FinishReason.Stop, Usage = vectors.Usage };
    }

    private ProviderResult Answer(JsonSlice json, TranslatedRequest request, ProviderResult headed, ProviderKey key, IBufferWriter<byte> reply)
    {
        var answer = new ChatReply { Model = request.Model, Created = request.Created };
        if (!ReadReply(json, answer))
            return headed with { Outcome = Outcome.InvalidReply, Detail = "The reply is no answer of this wire." };

        var result = ReplyJudge.Conclude(
            headed with
            {
                Usage = answer.Usage,
                FinishReason = answer.Finish,
                RequestId = headed.RequestId ?? (answer.Id.Length > 0 ? answer.Id : null),
            },
            answer.EndedByError,
            refusal: null);
        if (result.Outcome == Outcome.Completed)
            answer.Write(reply);
        else if (answer.Reason is { } reason)
            result = result with { Detail = Details.Shorten(reason, key) };
        return result.Outcome != Outcome.Truncated ? result : result with
        {
            // Not cut on the way, since the JSON is whole: the vendor sent something else than an answer.
            Outcome = Outcome.InvalidReply,
            Detail = "The reply has no finish reason.",
        };
    }
}
