using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Switchyard.Gateway;

/// <summary>Metrics as Prometheus text, and metrics and spans over OTLP where OpenTelemetry's own variables name a collector.</summary>
internal static class GatewayTelemetry
{
    public const string MetricsPath = "/metrics";

    /// <summary>What OpenTelemetry's variables begin with.</summary>
    public const string VariablePrefix = "OTEL_";

    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string HttpSource = "Microsoft.AspNetCore";
    private const string HttpMeter = "Microsoft.AspNetCore.Hosting";
    private const string ServiceName = "OTEL_SERVICE_NAME";

    private static readonly string[] s_endpoints = [Endpoint, "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

    /// <summary>Registers the exporters.</summary>
    /// <param name="builder">The host, whose configuration gets OpenTelemetry's settings.</param>
    /// <param name="settings">Those settings, by the names of their variables.</param>
    public static void Add(WebApplicationBuilder builder, IReadOnlyDictionary<string, string?> settings)
    {
        builder.Configuration
            .AddInMemoryCollection([new(ServiceName, "switchyard-gateway")])
            .AddInMemoryCollection(settings);
        var telemetry = builder.Services.AddOpenTelemetry()
            .WithMetrics(static metrics => metrics.AddMeter(RouterSource, GatewayMetrics.Source, HttpMeter).AddPrometheusExporter());
        if (!settings.TryGetValue(Endpoint, out var endpoint) || string.IsNullOrWhiteSpace(endpoint))
            return;

        // The server's own span takes up the caller's trace; those of calls and attempts are its children.
        telemetry.WithTracing(static spans => spans.AddSource(RouterSource, HttpSource)).UseOtlpExporter();
    }

    /// <summary>Begins to collect metrics. To be called before the router is made: what its plugins count as they load is not told again.</summary>
    public static void Listen(IServiceProvider services) => services.GetRequiredService<MeterProvider>();

    /// <summary>Answers a request for the metrics.</summary>
    public static RequestDelegate Scrape(IApplicationBuilder web)
    {
        var branch = web.New();
        branch.UseOpenTelemetryPrometheusScrapingEndpoint(MetricsPath);
        return branch.Build();
    }

    /// <summary>What is wrong with the settings, one sentence each: the exporter itself would only be silent.</summary>
    public static IEnumerable<string> Problems(IReadOnlyDictionary<string, string?> settings)
    {
        foreach (var name in s_endpoints)
        {
            if (settings.TryGetValue(name, out var text) && !string.IsNullOrWhiteSpace(text)
                && !(Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            {
                yield return $"{name} holds no http or https address; write one such as http://127.0.0.1:4317, or unset it.";
            }
        }
    }

    private static string RouterSource => TelemetryNames.Source;
}
