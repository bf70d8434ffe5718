namespace Switchyard.Gateway.Tests;

public sealed class OtlpTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_and_spans_go_to_the_collector_that_the_environment_names()
    {
        await using var collector = await Collector.StartAsync(Token);
        var telemetry = new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_SERVICE_NAME"] = "our-gateway",
        };
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        var scene = await GatewayScene.StartAsync(options: new() { Telemetry = telemetry });
        await using (scene)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, GatewayScene.Chat) { Content = new StringContent(GatewayScene.Body("cheap", text: "a very private text")) };
            request.Headers.Add("traceparent", $"00-{Trace}-b7ad6b7169203331-01");
            using var response = await scene.Client.SendAsync(request, Token);
            response.EnsureSuccessStatusCode();
        }

        // Whatever is left goes out when the gateway ends.
        var metrics = string.Concat(collector.Exports.Where(export => export.Path == "/v1/metrics").Select(export => export.Body));
        Assert.Contains("gen_ai.client.operation.duration", metrics, StringComparison.Ordinal);
        Assert.Contains("our-gateway", metrics, StringComparison.Ordinal);
        var spans = string.Concat(collector.Exports.Where(export => export.Path == "/v1/traces").Select(export => export.Body));
        Assert.Contains("chat a/one", spans, StringComparison.Ordinal);
        Assert.Contains(System.Text.Encoding.Latin1.GetString(Convert.FromHexString(Trace)), spans, StringComparison.Ordinal);
        Assert.DoesNotContain("private", metrics + spans, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-", metrics + spans, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_none_is_said_in_a_sentence()
    {
        var telemetry = new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "collector:4317" };
        var refused = await Assert.ThrowsAsync<SwitchyardConfigurationException>(() => GatewayScene.StartAsync(options: new() { Telemetry = telemetry }));
        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT", Assert.Single(refused.Problems), StringComparison.Ordinal);
    }
}
