using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Switchyard.Simulator;

/// <summary>The way of one request: opened in the log, routed, answered or refused, closed in the log.</summary>
internal sealed class SimulatorApplication(ServerState server, CancellationToken stopping) : IHttpApplication<HttpContext>
{
    private readonly ChatHandler _chat = new(server, stopping);
    private readonly string _prefix = server.Options.PathPrefix;

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        var id = server.NextId("req_");
        var native = NativeRoutes.Find(context.Request);
        var exchange = server.Log.Open($"{context.Request.Method} {context.Request.Path}", id, native?.Wire ?? OpenAIWire.Instance);
        context.Response.Headers.Server = "switchyard-simulator";
        exchange.Wire.BeginHeaders(context, id);
        var clientLeft = false;
        try
        {
            await (native is null ? RouteAsync(context, exchange) : ServeAsync(native, context, exchange)).ConfigureAwait(false);
        }
        catch (ApiException e)
        {
            await ErrorReply.WriteAsync(context, exchange, e.Error, RequestOutcome.Refused, server.Time).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            clientLeft = !stopping.IsCancellationRequested;
            context.Abort();
        }
        finally
        {
            exchange.Close(context.Response.HasStarted ? context.Response.StatusCode : 0, clientLeft);
        }
    }

    private Task ServeAsync(NativeRoute route, HttpContext http, Exchange exchange)
    {
        Require(http, route.Method, http.Request.Path);
        if (route.Read is { } read)
            return _chat.HandleAsync(http, exchange, read);
        exchange.Authenticated(server.Authenticator.Authenticate(http.Request, exchange.Wire));
        return WriteJsonAsync(http, exchange, json => route.Write!(json, server));
    }

    private Task RouteAsync(HttpContext http, Exchange exchange)
    {
        var path = http.Request.Path.Value ?? "";
        var route = path.StartsWith(_prefix, StringComparison.Ordinal) ? path[_prefix.Length..] : null;
        switch (route)
        {
            case "/chat/completions":
                Require(http, "POST", path);
                return _chat.HandleAsync(http, exchange, ChatRequestReader.Read);
            case "/embeddings":
                Require(http, "POST", path);
                return _chat.HandleAsync(http, exchange, EmbeddingRequestReader.Read);
            case "/models":
                Require(http, "GET", path);
                exchange.Authenticated(server.Authenticator.Authenticate(http.Request, exchange.Wire));
                return WriteJsonAsync(http, exchange, json => ModelsJson.WriteAll(json, server));
        }

        const string OneModel = "/models/";
        if (route is null || !route.StartsWith(OneModel, StringComparison.Ordinal))
            throw new ApiException(new(404, $"Invalid URL ({http.Request.Method} {path})"));
        Require(http, "GET", path);
        exchange.Authenticated(server.Authenticator.Authenticate(http.Request, exchange.Wire));
        var model = server.Find(route[OneModel.Length..]).Model;
        return WriteJsonAsync(http, exchange, json => ModelsJson.WriteOne(json, model, server));
    }

    private static void Require(HttpContext http, string method, string path)
    {
        if (http.Request.Method == method)
            return;
        http.Response.Headers.Allow = method;
        throw new ApiException(new(405, $"Not allowed to {http.Request.Method} on {path}. (HINT: use {method}.)", Code: "method_not_supported"));
    }

    private static async Task WriteJsonAsync(HttpContext http, Exchange exchange, Action<Utf8JsonWriter> write)
    {
        exchange.Settle(RequestOutcome.Answered, 200);
        http.Response.ContentType = "application/json";
        using (var json = new Utf8JsonWriter(http.Response.BodyWriter))
            write(json);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted).ConfigureAwait(false);
    }
}
