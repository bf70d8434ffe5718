namespace Switchyard.Plugins.Tests;

/// <summary>Cases 8, 9, 12 and 13, and vendors by manifest alone.</summary>
public sealed class IsolationTests
{
    private static readonly Lazy<System.Reflection.Assembly> s_hostsOwn = new(() =>
        System.Runtime.Loader.AssemblyLoadContext.Default.LoadFromStream(new MemoryStream(FixturePlugin.CompileLibrary("3.0.0.0"))));

    [Theory]
    [InlineData("1.0.0.0", "2.0.0.0")]
    [InlineData("2.0.0.0", "1.0.0.0")]
    public async Task Two_plugins_and_the_host_use_three_versions_of_one_library(string first, string second)
    {
        Assert.Equal(new Version(3, 0, 0, 0), s_hostsOwn.Value.GetName().Version);
        await using var harness = new PluginHarness();
        new FixturePlugin { Asset = "Library", Id = "first", Library = first }.Build(harness.Folder("A"));
        new FixturePlugin { Asset = "Library", Id = "second", Library = second }.Build(harness.Folder("B"));
        harness.Host.Start(harness.Registry);

        Assert.Empty(harness.Registry.Refusals);
        Assert.Equal($"{first} {first}", await harness.AnswerAsync("first"));
        Assert.Equal($"{second} {second}", await harness.AnswerAsync("second"));
    }

    [BoundedFact]
    public async Task A_copy_of_the_contract_beside_the_plugin_gets_no_second_identity()
    {
        await using var harness = new PluginHarness();
        new FixturePlugin { Asset = "Echo" }.Build(harness.Folder());
        File.WriteAllBytes(Path.Combine(harness.Folder(), "Switchyard.Contracts.dll"), FixturePlugin.CompileContract("1.3.0.0"));
        harness.Host.Start(harness.Registry);

        Assert.Empty(harness.Registry.Refusals);
        Assert.Equal("one", await harness.AnswerAsync());
    }

    [BoundedFact]
    public async Task A_second_manifest_is_a_second_vendor_of_the_same_assembly()
    {
        await using var harness = new PluginHarness(options => options.ManifestDirectories.Add(AppContext.BaseDirectory + "/Assets/Manifests"));
        new FixturePlugin { Asset = "Echo" }.Build(harness.Folder());
        File.WriteAllText(
            Path.Combine(harness.Folder(), "second.provider.json"), """{"id":"second","wire":"fixture","endpoint":"http://127.0.0.1/","models":[]}""");
        harness.Host.Start(harness.Registry);

        Assert.Empty(harness.Registry.Refusals);
        Assert.Equal(["fixture", "second", "third"], Assert.Single(harness.Host.Plugins).Providers);
        Assert.Equal("one", await harness.AnswerAsync("second"));
        Assert.Equal("one", await harness.AnswerAsync("third"));
    }

    [BoundedFact]
    public async Task A_native_library_finds_the_one_that_it_needs_and_two_plugins_have_versions_of_their_own()
    {
        Assert.SkipUnless(NativeLibraries.CanBuild, "There is no C compiler to make native libraries with.");
        await using var harness = new PluginHarness();
        Build("first", "A", 1);
        Build("second", "B", 2);
        harness.Host.Start(harness.Registry);
        Assert.Empty(harness.Registry.Refusals);
        Assert.Equal("1 1", await harness.AnswerAsync("first"));
        Assert.Equal("2 2", await harness.AnswerAsync("second"));

        // A new version under the same names, while the old one is still mapped.
        NativeLibraries.Build(harness.Folder("A"), 3, "fixture_c");
        new FixturePlugin { Asset = "Native", Id = "first" }.WriteManifest(harness.Folder("A"));
        await harness.Host.ReloadAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("3 3", await harness.AnswerAsync("first"));
        Assert.Equal("2 2", await harness.AnswerAsync("second"));
        Assert.Equal(PluginState.Unloaded, (await harness.Host.UnloadAsync("first"))?.State);

        void Build(string id, string folder, int value)
        {
            NativeLibraries.Build(harness.Folder(folder), value, "fixture_b" + value);
            new FixturePlugin { Asset = "Native", Id = id }.Build(harness.Folder(folder));
        }
    }

    [BoundedFact]
    public async Task Satellite_resources_are_found_by_culture_and_a_missing_culture_falls_back()
    {
        await using var harness = new PluginHarness();
        new FixturePlugin { Asset = "Resources", Texts = new Dictionary<string, string> { [""] = "hello", ["de"] = "grüezi" } }.Build(harness.Folder("Größe 大きさ"));
        harness.Host.Start(harness.Registry);

        Assert.Empty(harness.Registry.Refusals);
        Assert.Equal("grüezi", (await harness.Provider.CompleteAsync(Requests.Make("de"))).Reply);
        Assert.Equal("hello", (await harness.Provider.CompleteAsync(Requests.Make("fr"))).Reply);
        Assert.Equal(PluginState.Unloaded, (await harness.Host.UnloadAsync("fixture"))?.State);
    }

    [BoundedFact]
    public async Task A_folder_may_have_a_name_outside_ascii()
    {
        await using var harness = new PluginHarness();
        new FixturePlugin { Asset = "Echo" }.Build(harness.Folder("Größe 大きさ"));
        harness.Host.Start(harness.Registry);

        Assert.Empty(harness.Registry.Refusals);
        Assert.Equal("one", await harness.AnswerAsync());
        Assert.Equal("Größe 大きさ/Fixture.Plugin", Assert.Single(harness.Host.Plugins).Id);
    }

    [BoundedFact]
    public async Task The_private_copy_is_readable_by_its_user_only_and_goes_with_the_host()
    {
        await using var harness = PluginHarness.Start(new() { Asset = "Echo" });
        var directory = Assert.Single(Directory.GetDirectories(harness.Cache));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory));

        await harness.Host.DisposeAsync();
        Assert.Empty(Directory.GetDirectories(harness.Cache));
    }

    [BoundedFact]
    public async Task What_a_process_left_behind_is_swept_and_what_another_holds_is_not()
    {
        await using var first = PluginHarness.Start(new() { Asset = "Echo" });
        var held = Assert.Single(Directory.GetDirectories(first.Cache));
        var left = Directory.CreateDirectory(Path.Combine(first.Cache, "switchyard-plugins-left")).FullName;
        File.WriteAllBytes(Path.Combine(left, ".lock"), []);
        foreach (var directory in new[] { held, left })
            Directory.SetLastWriteTimeUtc(directory, DateTime.UtcNow.AddHours(-1));

        await using var second = PluginHarness.Start(new() { Asset = "Echo" }, options => options.CacheDirectory = first.Cache);
        Assert.False(Directory.Exists(left));
        Assert.True(Directory.Exists(held));
        Assert.Equal("one", await first.AnswerAsync());
    }
}
