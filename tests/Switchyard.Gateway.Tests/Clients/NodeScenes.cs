using Switchyard.Simulator;

namespace Switchyard.Gateway.Tests;

/// <summary>Gateways for clients of npm: what a test of one of them needs of the vendors.</summary>
internal static class NodeScenes
{
    public static Task<GatewayScene> StartAsync() => GatewayScene.StartAsync();

    public static async Task<GatewayScene> WithVectorsAsync() => await GatewayScene.StartAsync(
        ChatCompletionTests.OnlyA, null, await Vendor.StartAsync("a", [GatewayScene.Model("one", 1), GatewayScene.Model("vectors", 1, can: Capabilities.Embeddings)]));

    /// <summary>Each vendor is overloaded once, so that the first request of a client fails.</summary>
    public static async Task<GatewayScene> OverloadedOnceAsync()
    {
        var scene = await GatewayScene.StartAsync(policy => policy with { Limits = policy.Limits with { Attempts = 1 } });
        foreach (var vendor in scene.Vendors)
            vendor.Server.Faults.Add(Fault.Status(529), FaultSchedule.Next(1));
        return scene;
    }

    /// <summary>No vendor accepts its key: an error that a client must not repeat.</summary>
    public static async Task<GatewayScene> WithoutCredentialsAsync()
    {
        var scene = await GatewayScene.StartAsync();
        foreach (var vendor in scene.Vendors)
            vendor.Server.Faults.Add(Fault.Status(401));
        return scene;
    }

    /// <summary>Streams of the only vendor go wrong after some of them was sent.</summary>
    public static async Task<GatewayScene> WithStreamsThatAsync(Fault fault)
    {
        var vendor = await Vendor.StartAsync("a", [GatewayScene.Model("one", 1)]);
        vendor.Server.Faults.Add(fault);
        return await GatewayScene.StartAsync(
            policy => ChatCompletionTests.OnlyA(policy) with { TierRoutes = new Dictionary<Tier, RoutePolicy> { [Tier.Cheap] = new() { Resume = StreamResume.Never } } }, null, vendor);
    }

    /// <summary>The client has left, and so has the gateway's call at the vendor.</summary>
    public static async Task AssertAbortedAsync(GatewayScene scene)
    {
        await scene.A.Server.WaitForIdleAsync(TestContext.Current.CancellationToken);
        Assert.True(Assert.Single(scene.A.Server.Requests).ClientAborted);
    }
}
