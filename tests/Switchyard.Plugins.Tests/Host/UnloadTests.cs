using System.Buffers;

namespace Switchyard.Plugins.Tests;

/// <summary>Cases 1 to 6 and 17: a plugin that is given up is proved to be gone, or the suspect is named.</summary>
public sealed class UnloadTests
{
    private static readonly FixturePlugin s_echo = new() { Asset = "Echo" };

    [BoundedFact]
    public async Task Fifty_load_call_unload_cycles_leave_nothing()
    {
        await using var harness = PluginHarness.Start(s_echo);
        long early = 0;
        for (var cycle = 0; cycle < 50; cycle++)
        {
            if (cycle == 10)
                early = await SettledBytesAsync(harness);
            Assert.Equal("one", await harness.AnswerAsync());
            Assert.Equal(["one", "one", "one"], (await harness.Provider.StreamAsync()).Chunks);
            await harness.Host.ReloadAsync(force: true, TestContext.Current.CancellationToken);
        }

        // Forty more versions of the plugin; other tests that run beside this one have their share in the margin.
        Assert.InRange(await SettledBytesAsync(harness) - early, long.MinValue, 16 << 20);
        Assert.Equal(PluginState.Loaded, Assert.Single(harness.Host.Plugins).State);

        // The same content is one copy, however often it is loaded.
        Assert.Single(Directory.GetDirectories(Assert.Single(Directory.GetDirectories(harness.Cache))));
    }

    [BoundedFact]
    public async Task Fifty_cycles_of_a_plugin_with_timer_http_json_and_streams_leave_nothing()
    {
        using var server = LoopbackServer.Replying(200, """{"text":"heard"}""");
        await using var harness = new PluginHarness();
        harness.Registry.Endpoint = server.Endpoint;
        new FixturePlugin { Asset = "Busy" }.Build(harness.Folder());
        harness.Host.Start(harness.Registry);
        for (var cycle = 0; cycle < 50; cycle++)
        {
            Assert.Equal("heard", await harness.AnswerAsync());
            Assert.Equal("""{"text":"heard"}""", string.Concat((await harness.Provider.StreamAsync()).Chunks));
            await harness.Host.ReloadAsync(force: true, TestContext.Current.CancellationToken);
        }

        // What would not go would be listed as quarantined.
        await harness.Host.WhenSettledAsync();
        Assert.Equal(PluginState.Loaded, Assert.Single(harness.Host.Plugins).State);
    }

    [BoundedFact]
    public async Task A_host_that_nobody_asks_for_its_plugins_forgets_old_versions_too()
    {
        await using var harness = PluginHarness.Start(new() { Asset = "Echo" });
        var first = FirstManifest(harness);
        for (var reload = 0; reload < 3; reload++)
        {
            await harness.Host.ReloadAsync(force: true, TestContext.Current.CancellationToken);
            await harness.Host.WhenSettledAsync();
        }

        await Eventually.TrueAsync(() => IsDead(first), "the manifest of the first version is collected");

        static WeakReference FirstManifest(PluginHarness harness) => new(harness.Registry.Manifests["fixture"]);

        static bool IsDead(WeakReference reference)
        {
            GC.Collect();
            return !reference.IsAlive;
        }
    }

    [BoundedFact]
    public async Task New_calls_go_to_the_successor_and_an_old_one_is_cancelled_after_the_deadline()
    {
        await using var harness = PluginHarness.Start(
            new() { Asset = "Waiting" }, options => options.DrainDeadline = TimeSpan.FromMilliseconds(100));
        var old = harness.Provider.CompleteAsync();
        Assert.False(old.IsCompleted);

        s_echo.Build(harness.Folder());
        await harness.Host.ReloadAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("one", await harness.AnswerAsync());

        var (result, _) = await old;
        Assert.Equal(Outcome.ServerError, result.Outcome);
        Assert.Contains("replaced or removed", result.Detail);
        await harness.Host.WhenSettledAsync();
        Assert.Equal(PluginState.Loaded, Assert.Single(harness.Host.Plugins).State);
    }

    [BoundedFact]
    public async Task A_call_that_ends_by_itself_is_waited_for()
    {
        await using var harness = PluginHarness.Start(new() { Asset = "Waiting" });
        using var caller = new CancellationTokenSource();
        var call = harness.Provider.CompleteAsync(Requests.Make(), new ArrayBufferWriter<byte>(), caller.Token);
        var unload = harness.Host.UnloadAsync("fixture");
        await Eventually.TrueAsync(() => harness.Host.Plugins.Any(plugin => plugin.State == PluginState.Draining), "the plugin drains");

        await caller.CancelAsync();
        Assert.Equal(Outcome.Cancelled, (await call).Outcome);
        Assert.Equal(PluginState.Unloaded, (await unload)?.State);
    }

    [BoundedFact]
    public async Task A_half_read_stream_that_its_caller_forgot_does_not_keep_the_plugin()
    {
        await using var harness = PluginHarness.Start(
            new() { Asset = "Waiting" }, options => options.DrainDeadline = TimeSpan.FromMilliseconds(100));
        var stream = await harness.Provider.OpenStreamAsync(Requests.Make(), TestContext.Current.CancellationToken);
        var chunk = new ArrayBufferWriter<byte>();
        Assert.True(await stream.ReadAsync(chunk, TestContext.Current.CancellationToken));

        Assert.Equal(PluginState.Unloaded, (await harness.Host.UnloadAsync("fixture"))?.State);

        // The caller still holds it, and can do no harm with it.
        Assert.False(await stream.ReadAsync(chunk, TestContext.Current.CancellationToken));
        Assert.Equal(Outcome.ServerError, stream.Result.Outcome);
        await stream.DisposeAsync();
    }

    [BoundedFact]
    public async Task Disposing_the_host_waits_for_a_forgotten_stream_no_longer_than_the_shutdown_deadline()
    {
        await using var harness = PluginHarness.Start(new() { Asset = "Waiting" }, options =>
        {
            options.DrainDeadline = TimeSpan.FromHours(1);
            options.ShutdownDeadline = TimeSpan.FromMilliseconds(100);
        });
        var replaced = await harness.Provider.OpenStreamAsync(Requests.Make(), TestContext.Current.CancellationToken);
        await harness.Host.ReloadAsync(force: true, TestContext.Current.CancellationToken);
        var current = await harness.Provider.OpenStreamAsync(Requests.Make(), TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => harness.Host.Plugins.Any(plugin => plugin.State == PluginState.Draining), "the old version drains");

        // The test's own limit is a minute, the drain's an hour.
        await harness.Host.DisposeAsync();

        Assert.Empty(harness.Host.Plugins);
        Assert.Equal([Outcome.ServerError, Outcome.ServerError], new[] { replaced, current }.Select(stream => stream.Result.Outcome));
    }

    [BoundedFact]
    public async Task What_a_plugin_throws_reaches_the_caller_as_text_without_the_key_and_pins_nothing()
    {
        await using var harness = PluginHarness.Start(new() { Asset = "Throwing" });
        var (own, reply) = await harness.Provider.CompleteAsync();
        Assert.Equal((Outcome.ServerError, ""), (own.Outcome, reply));
        Assert.Contains("The provider \"fixture\" threw: Fixture.OwnException: own with ***", own.Detail);
        Assert.Contains("at Fixture.Throwing", own.Detail);
        Assert.DoesNotContain(Requests.Secret, own.Detail);

        Assert.Contains("InvalidOperationException: in reading", (await harness.Provider.StreamAsync()).Result.Detail);
        Assert.Contains("InvalidOperationException: in opening", (await harness.Provider.StreamAsync(Requests.Make("opening"))).Result.Detail);
        Assert.Equal(PluginState.Unloaded, (await harness.Host.UnloadAsync("fixture"))?.State);
    }

    [BoundedFact]
    public async Task A_callback_that_a_plugin_leaves_on_its_token_pins_nothing()
    {
        using var caller = new CancellationTokenSource();
        await using var harness = PluginHarness.Start(new() { Asset = "Pinning", Text = "callback" });
        for (var call = 0; call < 10; call++)
            await harness.Provider.CompleteAsync(Requests.Make(), new ArrayBufferWriter<byte>(), caller.Token);

        Assert.Equal(PluginState.Unloaded, (await harness.Host.UnloadAsync("fixture"))?.State);
        await caller.CancelAsync();
    }

    [BoundedFact]
    public async Task A_timer_never_stopped_is_reported_as_the_suspect_and_the_host_stays_well()
    {
        await using var harness = PluginHarness.Start(
            new() { Asset = "Pinning", Text = "timer" }, options => options.UnloadLimit = TimeSpan.FromMilliseconds(300));
        var plugin = await harness.Host.UnloadAsync("fixture");
        Assert.Equal(PluginState.Quarantined, plugin?.State);
        Assert.Contains("a timer that was not disposed (Fixture.Plugin uses Timer)", plugin?.Reason);
        Assert.Equal(PluginState.Quarantined, Assert.Single(harness.Host.Plugins).State);

        // The same content again would only pile up.
        new FixturePlugin { Asset = "Pinning", Text = "timer" }.WriteManifest(harness.Folder());
        await harness.Host.ReloadAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains("this version could not be unloaded before", Assert.Single(harness.Registry.Refusals));

        s_echo.Build(harness.Folder());
        await harness.Host.ReloadAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("one", await harness.AnswerAsync());
    }

    [BoundedFact]
    public async Task A_call_that_does_not_hear_is_reported_as_the_suspect()
    {
        await using var harness = PluginHarness.Start(new() { Asset = "Waiting", Text = "deaf" }, options =>
        {
            options.DrainDeadline = TimeSpan.FromMilliseconds(50);
            options.CancelGrace = TimeSpan.FromMilliseconds(50);
            options.UnloadLimit = TimeSpan.FromMilliseconds(200);
        });
        var call = harness.Provider.CompleteAsync();

        var plugin = await harness.Host.UnloadAsync("fixture");
        Assert.Equal(PluginState.Quarantined, plugin?.State);
        Assert.Equal("1 of its calls did not end after they were cancelled", plugin?.Reason);
        Assert.False(call.IsCompleted);
    }

    [BoundedFact]
    public async Task A_plugin_is_not_collected_while_only_the_router_holds_its_provider()
    {
        await using var harness = PluginHarness.Start(s_echo);
        for (var round = 0; round < 5; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Assert.Equal("one", await harness.AnswerAsync());
        }
    }

    [BoundedFact]
    public async Task A_plugin_that_is_not_collectible_stops_instead()
    {
        await using var harness = PluginHarness.Start(s_echo with { Collectible = false });
        Assert.Equal("one", await harness.AnswerAsync());
        Assert.Equal(PluginState.Stopped, (await harness.Host.UnloadAsync("fixture"))?.State);
    }

    [BoundedFact]
    public async Task A_removed_provider_answers_with_a_value()
    {
        await using var harness = PluginHarness.Start(s_echo);
        var provider = harness.Provider;
        await harness.Host.UnloadAsync("fixture");

        Assert.Equal(Outcome.ModelUnavailable, (await provider.CompleteAsync()).Result.Outcome);
        Assert.Equal(Outcome.ModelUnavailable, (await provider.StreamAsync()).Result.Outcome);
    }

    private static async Task<long> SettledBytesAsync(PluginHarness harness)
    {
        await harness.Host.WhenSettledAsync();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
