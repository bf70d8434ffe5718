using System.Diagnostics.Metrics;
using Switchyard.Storage;

namespace Switchyard.Gateway;

/// <summary>What the gateway says of itself, besides what its router says of calls.</summary>
internal sealed class GatewayMetrics : IDisposable
{
    public const string Source = "Switchyard.Gateway";

    private readonly Meter _meter = new(Source);

    public GatewayMetrics(Store? store, Router router)
    {
        _meter.CreateObservableGauge(
            "switchyard.models.ready", () => router.Health.Snapshot().Count(candidate => candidate.State == CandidateState.Ready), "{candidate}",
            "Candidates that are asked at this moment.");
        if (store is null)
            return;

        var ledger = store.Ledger;
        _meter.CreateObservableCounter("switchyard.ledger.recorded", () => ledger.Status.Recorded, "{call}", "Calls that the ledger took in.");
        _meter.CreateObservableCounter("switchyard.ledger.written", () => ledger.Status.Written, "{call}", "Of these, calls that are in the database.");
        _meter.CreateObservableCounter("switchyard.ledger.at_risk", () => ledger.Status.AtRisk, "{call}", "Calls that a kill would have lost, because no journal file could be made.");
        _meter.CreateObservableCounter("switchyard.ledger.lost", () => ledger.Status.Lost, "{call}", "Calls that the ledger could not take in.");
        _meter.CreateObservableGauge("switchyard.ledger.failing", () => ledger.Status.IsFailing ? 1 : 0, null, "1 while the database cannot be written.");
    }

    public void Dispose() => _meter.Dispose();
}
