using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Switchyard.Plugins.Tests;

/// <summary>What comes and goes can be seen: in the router, and in metrics.</summary>
public sealed class VisibilityTests
{
    [BoundedFact]
    public async Task The_router_lists_its_plugins_since_when_they_serve_and_how_many_calls_are_inside()
    {
        var policy = new Policy { Tiers = new Dictionary<Tier, IReadOnlyList<string>> { [Tier.Cheap] = ["vllm/local"] } };
        var before = DateTimeOffset.UtcNow;
        await using var router = Router.Create(new RouterOptions { Policy = policy }.UsePlugins());

        var plugin = Assert.Single(router.Plugins, plugin => plugin.Providers.Contains("vllm"));
        Assert.Equal(("OpenAI/Switchyard.Provider.OpenAI", PluginState.Loaded, 0), (plugin.Id, plugin.State, plugin.Leases));
        Assert.InRange(plugin.LoadedAt!.Value, before, DateTimeOffset.UtcNow);
        Assert.Contains("vllm", plugin.Providers);
    }

    [BoundedFact]
    public async Task A_call_inside_is_counted_as_a_lease()
    {
        await using var harness = PluginHarness.Start(new() { Asset = "Waiting" });
        using var cancellation = new CancellationTokenSource();
        var call = harness.Provider.CompleteAsync(Requests.Make(), new System.Buffers.ArrayBufferWriter<byte>(), cancellation.Token).AsTask();
        Assert.Equal(1, Assert.Single(harness.Host.Plugins).Leases);

        await cancellation.CancelAsync();
        await call;
        Assert.Equal(0, Assert.Single(harness.Host.Plugins).Leases);
    }

    [BoundedFact]
    public async Task Loads_unloads_and_failed_unloads_are_counted()
    {
        using var factory = new Meters();
        PluginHostOptions? limits = null;
        var harness = new PluginHarness(options => limits = options);
        harness.Registry.MeterFactory = factory;
        new FixturePlugin { Asset = "Echo", Id = "good", Assembly = "Good.Plugin" }.Build(harness.Folder("Good"));
        new FixturePlugin { Asset = "Pinning", Text = "timer", Id = "bad", Assembly = "Bad.Plugin" }.Build(harness.Folder("Bad"));
        await using (harness)
        {
            harness.Host.Start(harness.Registry);
            await harness.Registry.Providers["good"].CompleteAsync();
            await harness.Registry.Providers["bad"].CompleteAsync();
            Assert.Equal(2, factory.Sum("switchyard.plugin.active"));

            Assert.Equal(PluginState.Unloaded, (await harness.Host.UnloadAsync("good"))!.State);
            limits!.UnloadLimit = TimeSpan.FromMilliseconds(300);
            Assert.Equal(PluginState.Quarantined, (await harness.Host.UnloadAsync("bad"))!.State);
        }

        Assert.Equal(
            (2, 1, 1, 0),
            (factory.Sum("switchyard.plugin.loads"), factory.Sum("switchyard.plugin.unloads"), factory.Sum("switchyard.plugin.failed_unloads"), factory.Sum("switchyard.plugin.active")));
        Assert.Equal(["Bad/Bad.Plugin"], factory.Tags("switchyard.plugin.failed_unloads"));
    }

    [BoundedFact]
    public async Task What_may_end_the_process_at_unload_is_logged_when_it_is_loaded()
    {
        using var log = new LogLines();
        await using var harness = new PluginHarness();
        harness.Registry.LoggerFactory = log;
        new FixturePlugin { Asset = "PerThread", Id = "field", Assembly = "Field.Plugin" }.Build(harness.Folder("Field"));
        new FixturePlugin { Asset = "PerThread", Text = "pooled", Id = "builder", Assembly = "Builder.Plugin", Symbols = ["POOLED"] }.Build(harness.Folder("Builder"));
        new FixturePlugin { Asset = "PerThread", Id = "kept", Assembly = "Kept.Plugin", Collectible = false }.Build(harness.Folder("Kept"));
        new FixturePlugin { Asset = "Echo", Id = "clean", Assembly = "Clean.Plugin" }.Build(harness.Folder("Clean"));
        harness.Host.Start(harness.Registry);

        var warnings = log.Lines.Where(line => line.Contains("end the process", StringComparison.Ordinal)).Order().ToArray();
        Assert.Collection(
            warnings,
            line => Assert.Contains("Builder.Plugin uses PoolingAsyncValueTaskMethodBuilder", line),
            line => Assert.Contains("Field.Plugin has the thread static PerThread.s_calls", line));
    }

    [BoundedFact]
    public void The_plugins_that_ship_keep_nothing_per_thread()
    {
        var assemblies = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "plugins"), "Switchyard*.dll", SearchOption.AllDirectories);
        Assert.True(assemblies.Length >= 8);
        Assert.All(assemblies, path =>
        {
            using var image = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(path));
            Assert.Null(ThreadStatics.Find(System.Reflection.Metadata.PEReaderExtensions.GetMetadataReader(image)));
        });
    }

    private sealed class Meters : IMeterFactory
    {
        private readonly ConcurrentQueue<(string Instrument, long Value, object? Plugin)> _measurements = new();
        private readonly MeterListener _listener = new();
        private readonly ConcurrentBag<Meter> _meters = [];

        public Meters()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, this))
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _measurements.Enqueue((instrument.Name, value, tags[0].Value)));
            _listener.Start();
        }

        public long Sum(string instrument) => _measurements.Where(item => item.Instrument == instrument).Sum(item => item.Value);

        public IEnumerable<object?> Tags(string instrument) => _measurements.Where(item => item.Instrument == instrument).Select(item => item.Plugin);

        public Meter Create(MeterOptions options)
        {
            options.Scope = this;
            var meter = new Meter(options);
            _meters.Add(meter);
            return meter;
        }

        public void Dispose()
        {
            _listener.Dispose();
            foreach (var meter in _meters)
                meter.Dispose();
        }
    }
}
