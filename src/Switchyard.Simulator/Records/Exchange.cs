namespace Switchyard.Simulator;

/// <summary>One request at work: collects what its record will say. Used by one thread at a time; its record may be read by any.</summary>
internal sealed class Exchange(RequestLog log, TimeProvider time, RequestRecord record)
{
    private readonly long _started = time.GetTimestamp();
    private volatile RequestRecord _record = record;

    public RequestRecord Record => _record;

    /// <summary>The wire that the client speaks.</summary>
    public required VendorWire Wire { get; init; }

    /// <summary>The model, once it is known to exist.</summary>
    public SimulatedModel? Model { get; private set; }

    /// <summary>What has been used so far.</summary>
    public SimulatedUsage Usage { get; set; } = SimulatedUsage.None;

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    public void Authenticated(string key) => _record = _record with { Key = key };

    public void Received(int bytes) => _record = _record with { BodyBytes = bytes };

    public void Asked(SimulatedRequest request) => _record = _record with { Model = request.Model, IsStream = request.IsStream };

    public void Found(SimulatedModel model) => Model = model;

    public void Struck(Fault fault) => _record = _record with { Fault = fault.Kind };

    /// <summary>Seals how the request ended. The first call counts, so a client that leaves after its answer changes nothing.</summary>
    public void Settle(RequestOutcome outcome, int status)
    {
        if (_record.Outcome != RequestOutcome.InProgress)
            return;
        var settled = _record with
        {
            Outcome = outcome,
            Status = status,
            Usage = Usage,
            CostUsd = Model?.Prices.CostOf(Usage) ?? 0,
            Duration = Elapsed,
        };
        _record = settled;
        log.Book(settled, Model is not null);
    }

    /// <summary>Ends the request; one that nothing has settled was abandoned.</summary>
    public void Close(int status, bool clientAborted)
    {
        Settle(RequestOutcome.Abandoned, status);
        if (clientAborted)
            _record = _record with { ClientAborted = true };
        log.Close();
    }
}
