namespace Switchyard.Plugins.Tests;

/// <summary>Cases 10, 11, 15 and 16: plugins change on disk while they run.</summary>
public sealed class ReloadTests
{
    private static readonly FixturePlugin s_one = new() { Asset = "Echo", Text = "one" };
    private static readonly FixturePlugin s_two = new() { Asset = "Echo", Text = "two" };

    [BoundedFact]
    public async Task What_happens_to_the_files_does_not_touch_the_version_that_runs()
    {
        await using var harness = PluginHarness.Start(s_one);
        var assembly = Path.Combine(harness.Folder(), "Fixture.Plugin.dll");
        Assert.Equal("one", await harness.AnswerAsync());

        File.WriteAllBytes(assembly, []);
        Assert.Equal("one", await harness.AnswerAsync());
        File.WriteAllText(assembly, new string('x', 10_000));
        Assert.Equal("one", await harness.AnswerAsync());
        File.Move(assembly, assembly + ".old");
        Assert.Equal("one", await harness.AnswerAsync());
        File.Delete(assembly + ".old");
        Assert.Equal("one", (await harness.Provider.StreamAsync()).Chunks[0]);

        s_two.Build(harness.Folder());
        await harness.Host.ReloadAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("two", await harness.AnswerAsync());
    }

    [BoundedFact]
    public async Task A_half_copied_version_is_refused_and_the_old_one_serves_on_until_the_manifest_comes_again()
    {
        await using var harness = PluginHarness.Start(s_one);
        s_two.WriteCode(harness.Folder());
        var assembly = Path.Combine(harness.Folder(), "Fixture.Plugin.dll");
        var whole = File.ReadAllBytes(assembly);
        File.WriteAllBytes(assembly, whole[..(whole.Length / 2)]);
        s_two.WriteManifest(harness.Folder());
        await harness.Host.ReloadAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains("Fixture.Plugin.dll", Assert.Single(harness.Registry.Refusals));
        Assert.Equal("one", await harness.AnswerAsync());
        Assert.Equal([PluginState.Loaded, PluginState.Refused], harness.Host.Plugins.Select(plugin => plugin.State));

        s_two.Build(harness.Folder());
        await harness.Host.ReloadAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("two", await harness.AnswerAsync());
    }

    [BoundedFact]
    public async Task A_half_written_manifest_leaves_the_old_version_serving()
    {
        await using var harness = PluginHarness.Start(s_one);
        File.WriteAllText(Path.Combine(harness.Folder(), "fixture.provider.json"), s_two.Manifest()[..40]);
        await harness.Host.ReloadAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Single(harness.Registry.Refusals);
        Assert.Equal("one", await harness.AnswerAsync());
    }

    [BoundedFact]
    public async Task A_watched_folder_is_taken_up_when_its_manifest_is_written_and_given_up_when_it_goes()
    {
        await using var harness = PluginHarness.Start(s_one, options =>
        {
            options.Watch = true;
            options.Debounce = TimeSpan.FromMilliseconds(50);
        });
        var provider = harness.Provider;

        s_two.Build(harness.Folder());
        await Eventually.TrueAsync(() => provider.CompleteAsync().Result.Reply == "two", "the new version answers");

        Directory.Delete(harness.Folder(), recursive: true);
        await Eventually.TrueAsync(() => harness.Registry.Providers.IsEmpty, "the provider is removed");
    }

    [BoundedFact]
    public async Task Eight_threads_reload_while_a_thousand_calls_run_and_each_is_answered()
    {
        await using var harness = PluginHarness.Start(s_one);
        var provider = harness.Provider;
        var cancellationToken = TestContext.Current.CancellationToken;
        var reloads = Enumerable.Range(0, 8).Select(_ => Task.Run(() => harness.Host.ReloadAsync(force: true), cancellationToken)).ToArray();
        var answers = new List<string>();
        for (var call = 0; call < 1000; call++)
            answers.Add((await provider.CompleteAsync()).Reply);

        await Task.WhenAll(reloads);
        Assert.Equal(1000, answers.Count(answer => answer == "one"));
        await harness.Host.WhenSettledAsync();
        Assert.Equal(PluginState.Loaded, Assert.Single(harness.Host.Plugins).State);
    }

    [BoundedFact]
    public async Task A_call_may_trigger_the_unload_of_its_own_plugin()
    {
        await using var harness = PluginHarness.Start(
            new() { Asset = "Waiting" }, options => options.DrainDeadline = TimeSpan.FromMilliseconds(100));
        await using var stream = await harness.Provider.OpenStreamAsync(Requests.Make(), TestContext.Current.CancellationToken);
        Assert.True(await stream.ReadAsync(new System.Buffers.ArrayBufferWriter<byte>(), TestContext.Current.CancellationToken));

        // In the middle of its own answer.
        Assert.Equal(PluginState.Unloaded, (await harness.Host.UnloadAsync("fixture"))?.State);
    }
}
