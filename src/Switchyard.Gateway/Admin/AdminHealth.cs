namespace Switchyard.Gateway;

/// <summary><c>/admin/health</c>: how the candidates are, and the hand on the switch.</summary>
internal sealed class AdminHealth(Router router)
{
    public ValueTask ListAsync(AdminRequest request)
    {
        request.Allow();
        var candidates = router.Health.Snapshot();
        return AdminReply.SendAsync(request.Http, "candidates", json =>
        {
            json.WriteStartArray();
            foreach (var candidate in candidates)
            {
                json.WriteStartObject();
                json.WriteString("model", candidate.Model);
                json.WriteString("key", candidate.Key);
                json.WriteString("state", candidate.State.ToString());
                json.WriteMilliseconds("readyInMs", candidate.ReadyIn);
                json.WriteMilliseconds("latencyMs", candidate.Latency);
                json.WriteMilliseconds("p95LatencyMs", candidate.P95Latency);
                json.WriteMilliseconds("p95FirstOutputMs", candidate.P95FirstOutput);
                json.WriteNumber("inFlight", candidate.InFlight);
                json.WriteNumber("concurrencyLimit", candidate.ConcurrencyLimit);
                json.WriteNumber("attempts", candidate.Attempts);
                json.WriteNumber("failures", candidate.Failures);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    public ValueTask IsolateAsync(AdminRequest request) => ChangeAsync(request, "isolated", router.Health.Isolate);

    public ValueTask RestoreAsync(AdminRequest request) => ChangeAsync(request, "restored", router.Health.Restore);

    private static ValueTask ChangeAsync(AdminRequest request, string word, Func<string, int> change)
    {
        request.Allow("id");
        var id = request.Text("id");
        var count = id.Length == 0 ? 0 : change(id);
        return count > 0
            ? AdminReply.SendAsync(request.Http, word, json => json.WriteNumberValue(count))
            : throw new ApiException(new(404, "model_not_found", $"No candidate is of \"{id}\"; write a provider's id or a model's full id, as GET /admin/health lists them.") { Param = "id" });
    }
}
