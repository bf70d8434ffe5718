namespace Switchyard.Simulator;

/// <summary>What every part of one reply carries.</summary>
internal sealed record ReplyIdentity(string Id, string CallId, long Created, string Model, bool ReportsCacheWrites)
{
    /// <summary>Stands in for the fingerprint of a vendor's backend, and says what it is.</summary>
    public string Fingerprint => "fp_simulated";
}
