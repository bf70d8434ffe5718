using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.ObjectPool;
using Switchyard.Storage;

namespace Switchyard.Gateway;

/// <summary>The way of one request: admitted, routed by its path, answered or refused.</summary>
internal sealed class GatewayApplication
{
    private const string OneModel = "/v1/models/";

    // As many at once as a busy gateway has; those beyond are made anew each time.
    private const int PooledExchanges = 256;

    private readonly DefaultObjectPool<GatewayExchange> _exchanges = new(new ExchangePooling(), PooledExchanges);
    private readonly ChatEndpoint _chat;
    private readonly TranslatedEndpoint _messages;
    private readonly TranslatedEndpoint _responses;
    private readonly EmbeddingsEndpoint _embeddings;
    private readonly FeedbackEndpoint _feedback;
    private readonly ModelsEndpoint _models;
    private readonly KeyGate _keys;
    private readonly GatewayHealth _health;
    private readonly Operators _operators;
    private readonly GatewayLog _log;

    public GatewayApplication(
        Router router, Store? store, ResponseCache answers, KeyGate keys, GatewayLimits limits, GatewayHealth health, Operators operators, GatewayLog log)
    {
        var routes = new ForwardRoutes(router);
        var admissions = new AdmissionDesk(store?.Gate);
        var start = new CallStart(router, routes, admissions);
        var runner = new AnswerRunner(router);
        var cache = new CacheDesk(router, answers, admissions);
        _chat = new(router, start, cache, runner, limits);
        _messages = new(start, cache, runner, limits, static (request, canonical) =>
        {
            MessagesRequest.Translate(request, canonical);
            return new MessagesAnswer();
        });
        _responses = new(start, cache, runner, limits, (request, canonical) =>
        {
            ResponsesRequest.Translate(request, canonical);
            return new ResponsesAnswer(request, router.TimeProvider);
        });
        _embeddings = new(router, routes, admissions, cache, runner, limits);
        _feedback = new(router, store, limits);
        _models = new(routes, router.TimeProvider);
        _keys = keys;
        _health = health;
        _operators = operators;
        _log = log;
    }

    /// <summary>Whether answers come from simulated vendors, which every one of them then says.</summary>
    public bool IsSimulated { get; init; }

    public async Task HandleAsync(HttpContext http)
    {
        if (IsSimulated)
            http.Response.Headers["x-switchyard-simulated"] = "true";
        var errors = FormatFor(http.Request.Path);
        var exchange = _exchanges.Get();
        exchange.HasBegun = false;
        try
        {
            if (await _operators.TryHandleAsync(http, exchange.Body).ConfigureAwait(false))
                return;
            exchange.Headers = http.Request.Headers;
            exchange.Key = _keys.Check(http.Request);
            await RouteAsync(http, exchange).ConfigureAwait(false);
        }
        catch (ApiException exception) when (!exchange.HasBegun)
        {
            await ErrorReply.SendAsync(http, exception.Error, errors).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception) when (!exchange.HasBegun)
        {
            await ErrorReply.SendAsync(http, RequestErrors.Of(exception), errors).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested)
        {
            _log.ClientLeft(http.Request.Path);
        }
        catch (Exception exception) when (exception is not BrokenAnswerException)
        {
            _log.RequestFailed(http.Request.Path, exception.GetType().FullName, exception.StackTrace);
            if (exchange.HasBegun)
                throw new BrokenAnswerException();
            await ErrorReply.SendAsync(http, new(500, "internal_error", "The gateway failed; its log says where."), errors).ConfigureAwait(false);
        }
        finally
        {
            exchange.End();
            _exchanges.Return(exchange);
        }
    }

    private async ValueTask RouteAsync(HttpContext http, GatewayExchange exchange)
    {
        var path = http.Request.Path.Value ?? "";
        switch (path)
        {
            case "/v1/chat/completions":
                Require(http, HttpMethods.Post);
                await _chat.HandleAsync(http, exchange).ConfigureAwait(false);
                return;
            case "/v1/messages":
                Require(http, HttpMethods.Post);
                await _messages.HandleAsync(http, exchange).ConfigureAwait(false);
                return;
            case "/v1/responses":
                Require(http, HttpMethods.Post);
                await _responses.HandleAsync(http, exchange).ConfigureAwait(false);
                return;
            case "/v1/embeddings":
                Require(http, HttpMethods.Post);
                await _embeddings.HandleAsync(http, exchange).ConfigureAwait(false);
                return;
            case "/v1/feedback":
                Require(http, HttpMethods.Post);
                await _feedback.HandleAsync(http, exchange).ConfigureAwait(false);
                return;
            case "/v1/models":
                Require(http, HttpMethods.Get);
                await _models.ListAsync(http, exchange.Key, exchange.Output).ConfigureAwait(false);
                return;
            case "/healthz":
                Require(http, HttpMethods.Get);
                await _health.SayAliveAsync(http).ConfigureAwait(false);
                return;
            case "/readyz":
                Require(http, HttpMethods.Get);
                await _health.SayReadyAsync(http).ConfigureAwait(false);
                return;
        }

        if (!path.StartsWith(OneModel, StringComparison.Ordinal))
            throw new ApiException(new(404, "unknown_url", $"There is nothing at {http.Request.Method} {path}; the API begins with /v1/."));
        Require(http, HttpMethods.Get);
        await _models.FindAsync(http, exchange.Key, Uri.UnescapeDataString(path[OneModel.Length..]), exchange.Output).ConfigureAwait(false);
    }

    private static IErrorFormat FormatFor(PathString path) =>
        path.StartsWithSegments("/v1/messages", StringComparison.Ordinal) ? MessagesErrorFormat.Instance : OpenAIErrorFormat.Instance;

    /// <exception cref="ApiException">The request has another method.</exception>
    public static void Require(HttpContext http, string method)
    {
        if (HttpMethods.Equals(http.Request.Method, method) || (method == HttpMethods.Get && HttpMethods.IsHead(http.Request.Method)))
            return;
        http.Response.Headers.Allow = method;
        throw new ApiException(new(405, "method_not_allowed", $"{http.Request.Path} takes {method}, not {http.Request.Method}."));
    }

    private sealed class ExchangePooling : PooledObjectPolicy<GatewayExchange>
    {
        public override GatewayExchange Create() => new();

        public override bool Return(GatewayExchange exchange) => exchange.IsSmall;
    }
}
