using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Switchyard.Gateway.Tests;

/// <summary>A collector that takes OTLP over HTTP on loopback and keeps what came.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _web;

    private Collector(WebApplication web) => _web = web;

    /// <summary>The bodies, by their path. Names and texts stand in the bytes as they are.</summary>
    public ConcurrentQueue<(string Path, string Body)> Exports { get; } = [];

    public string Address => _web.Urls.First();

    public static async Task<Collector> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var collector = new Collector(builder.Build());
        collector._web.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            collector.Exports.Enqueue((http.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
            http.Response.ContentType = "application/x-protobuf";
        });
        await collector._web.StartAsync(cancellationToken);
        return collector;
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();
}
