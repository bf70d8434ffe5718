namespace Switchyard.Plugins.Tests;

/// <summary>Cases 7, 14, 18 and 19: what cannot be used is refused in one sentence, and nothing of it stays.</summary>
public sealed class RefusalTests
{
    private static readonly FixturePlugin s_echo = new() { Asset = "Echo" };

    [BoundedFact]
    public async Task An_absent_plugin_folder_gives_one_clear_sentence()
    {
        await using var harness = new PluginHarness();
        Directory.Delete(harness.Plugins);
        harness.Host.Start(harness.Registry);

        Assert.Equal(
            $"The plugin directory \"{harness.Plugins}\" does not exist; create it, or name the right one in UsePlugins.",
            Assert.Single(harness.Registry.Refusals));
    }

    [BoundedFact]
    public Task A_missing_field_is_named_with_file_and_path() =>
        IsRefusedAsync(s_echo, manifest => manifest.Replace("\"wire\": \"fixture\",", ""), "fixture.provider.json(1,1): $: \"wire\" is missing");

    [BoundedFact]
    public Task A_missing_entry_type_field_is_named_with_file_and_path() => IsRefusedAsync(
        s_echo, manifest => manifest.Replace("\"entryType\": \"Fixture.Factory\",", ""), "$.plugin: \"entryType\" is missing");

    [BoundedFact]
    public Task A_field_of_the_wrong_type_is_named_with_file_and_path() => IsRefusedAsync(
        s_echo, manifest => manifest.Replace("\"collectible\": true", "\"collectible\": 1"), "$.plugin.collectible: This must be true or false");

    [BoundedFact]
    public Task An_entry_type_that_is_not_there_is_refused() =>
        IsRefusedAsync(s_echo with { EntryType = "Fixture.Nobody" }, null, "fixture.provider.json: $.plugin.entryType: \"Fixture.Nobody\" is not in");

    [BoundedFact]
    public Task An_entry_type_that_is_no_factory_is_refused() => IsRefusedAsync(
        new() { Asset = "Starting", EntryType = "Fixture.NoFactory" }, null, "\"Fixture.NoFactory\" does not implement IProviderFactory");

    [BoundedFact]
    public async Task Two_manifests_with_one_id_are_refused_with_both_files()
    {
        await using var harness = new PluginHarness();
        s_echo.Build(harness.Folder("A"));
        s_echo.Build(harness.Folder("B"));
        harness.Host.Start(harness.Registry);

        var sentence = Assert.Single(harness.Registry.Refusals);
        Assert.Contains(Path.Combine(harness.Folder("B"), "fixture.provider.json") + ": $.id:", sentence);
        Assert.Contains(Path.Combine(harness.Folder("A"), "fixture.provider.json"), sentence);
    }

    [BoundedFact]
    public async Task A_wire_that_no_plugin_speaks_is_refused()
    {
        await using var harness = new PluginHarness();
        File.WriteAllText(Path.Combine(harness.Plugins, "lonely.provider.json"), """{"id":"lonely","wire":"smoke","endpoint":"http://127.0.0.1/","models":[]}""");
        harness.Host.Start(harness.Registry);

        Assert.Contains("lonely.provider.json: $.wire: no plugin here speaks \"smoke\"", Assert.Single(harness.Registry.Refusals));
    }

    [BoundedFact]
    public async Task A_refused_plugin_speaks_for_the_manifests_that_it_would_have_served()
    {
        await using var harness = new PluginHarness();
        s_echo.Build(harness.Folder());
        File.WriteAllText(Path.Combine(harness.Folder(), "fixture.provider.json"), s_echo.Manifest().Replace("\"endpoint\"", "\"end\""));
        File.WriteAllText(Path.Combine(harness.Folder(), "second.provider.json"), """{"id":"second","wire":"fixture","endpoint":"http://127.0.0.1/","models":[]}""");
        File.WriteAllText(Path.Combine(harness.Folder(), "lonely.provider.json"), """{"id":"lonely","wire":"smoke","endpoint":"http://127.0.0.1/","models":[]}""");
        harness.Host.Start(harness.Registry);

        // A wire that the refused plugin does not speak is a mistake of its own.
        Assert.DoesNotContain(harness.Registry.Refusals, sentence => sentence.Contains("second.provider.json"));
        Assert.Single(harness.Registry.Refusals, sentence => sentence.Contains("lonely.provider.json: $.wire: no plugin here speaks \"smoke\""));
        Assert.All(
            harness.Registry.Refusals.Where(sentence => !sentence.Contains("lonely")),
            sentence => Assert.Contains("fixture.provider.json(", sentence));
    }

    [BoundedFact]
    public async Task A_plugin_directory_that_cannot_be_listed_is_refused_in_one_sentence()
    {
        await using var harness = new PluginHarness(static options => options.ListFolders = static _ => throw new UnauthorizedAccessException());
        s_echo.Build(harness.Folder());
        harness.Host.Start(harness.Registry);

        Assert.Equal(
            $"{harness.Plugins}: the directory cannot be read; let the user that runs this application list it.",
            Assert.Single(harness.Registry.Refusals));
    }

    [BoundedFact]
    public async Task A_plugin_folder_that_cannot_be_listed_any_more_leaves_its_plugin_serving()
    {
        var lists = true;
        await using var harness = PluginHarness.Start(
            s_echo,
            // The host takes what is no folder for one, and cannot list it.
            options => options.ListFolders = path => lists ? Directory.GetDirectories(path) : Directory.GetFileSystemEntries(path));
        Directory.Move(harness.Folder(), harness.Folder() + "2");
        File.WriteAllText(harness.Folder(), "in the way");
        lists = false;
        Directory.Delete(harness.Folder() + "2", recursive: true);

        await harness.Host.ReloadAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(
            $"{harness.Folder()}: the directory cannot be read; let the user that runs this application list it.",
            Assert.Single(harness.Registry.Refusals));
        Assert.Equal("one", await harness.AnswerAsync());
    }

    [BoundedFact]
    public async Task Another_major_contract_is_refused_with_both_versions_before_any_type_loads()
    {
        // It would hang if its types were loaded.
        var sentence = await RefusalAsync(new() { Asset = "Starting", Text = "constructor hangs", Contract = "2.0.0.0" });
        Assert.Contains("Switchyard.Contracts 2.0.0.0", sentence);
        Assert.Contains("1.0.0.0", sentence);
    }

    [BoundedFact]
    public async Task A_newer_minor_contract_works()
    {
        await using var harness = PluginHarness.Start(s_echo with { Contract = "1.9.0.0" });
        Assert.Empty(harness.Registry.Refusals);
        Assert.Equal("one", await harness.AnswerAsync());
        Assert.Equal(new Version(1, 9, 0, 0), Assert.Single(harness.Host.Plugins).ContractVersion);
    }

    [BoundedFact]
    public Task A_missing_dependency_file_is_refused() => IsRefusedAsync(
        s_echo, null, "Fixture.Plugin.deps.json: the file is missing; set EnableDynamicLoading",
        folder => File.Delete(Path.Combine(folder, "Fixture.Plugin.deps.json")));

    [BoundedFact]
    public Task Another_platform_is_refused() =>
        IsRefusedAsync(s_echo with { Runtime = "/solaris-sparc" }, null, "it was built for solaris-sparc, and this is");

    [BoundedFact]
    public Task A_newer_runtime_is_refused() => IsRefusedAsync(
        s_echo with { Framework = ".NETCoreApp,Version=v99.0" }, null, "it was built for .NET 99.0, and this application runs on .NET");

    [BoundedFact]
    public Task A_missing_assembly_is_refused() => IsRefusedAsync(
        s_echo, null, "Fixture.Plugin.dll: the assembly is missing", folder => File.Delete(Path.Combine(folder, "Fixture.Plugin.dll")));

    [BoundedFact]
    public Task A_truncated_assembly_is_refused() => IsRefusedAsync(
        s_echo, null, "Fixture.Plugin.dll: the file is damaged or half copied", folder => Truncate(Path.Combine(folder, "Fixture.Plugin.dll")));

    [BoundedFact]
    public async Task An_assembly_that_ends_after_its_metadata_is_refused_with_its_own_path()
    {
        var length = 0L;
        await using var harness = new PluginHarness();
        s_echo.Build(harness.Folder());
        var path = Path.Combine(harness.Folder(), "Fixture.Plugin.dll");
        using (var file = File.OpenWrite(path))
            file.SetLength(length = file.Length - 100);
        harness.Host.Start(harness.Registry);

        Assert.True(length > 2000);
        Assert.Equal($"{path}: the file is damaged or half copied; copy it again, the manifest last.", Assert.Single(harness.Registry.Refusals));
    }

    [BoundedFact]
    public async Task A_missing_library_is_named_on_one_line()
    {
        await using var harness = new PluginHarness();
        new FixturePlugin { Asset = "Library", Library = "1.0.0" }.Build(harness.Folder());
        File.Delete(Path.Combine(harness.Folder(), "Fixture.Library.dll"));
        harness.Host.Start(harness.Registry);

        Assert.Equal(
            $"{Path.Combine(harness.Folder(), "Fixture.Library.dll")}: the plugin's library is missing; "
            + "copy the whole build output of the plugin, the manifest last.",
            Assert.Single(harness.Registry.Refusals));
    }

    [Theory]
    [InlineData("constructor throws", "in the constructor")]
    [InlineData("static throws", "in the static initializer")]
    [InlineData("module throws", "in the module initializer")]
    [InlineData("create throws", "in Create")]
    [InlineData("null", "Create returned null")]
    [InlineData("constructor hangs", "did not make its providers within 0.5 s")]
    [InlineData("static hangs", "did not make its providers within 0.5 s")]
    [InlineData("module hangs", "did not make its providers within 0.5 s")]
    public async Task A_start_that_fails_or_hangs_is_refused_and_the_next_one_is_clean(string how, string words)
    {
        await using var harness = PluginHarness.Start(new() { Asset = "Starting", Text = how }, Impatient);
        Assert.Contains(words, Assert.Single(harness.Registry.Refusals));
        Assert.Empty(harness.Registry.Providers);
        Assert.Equal(PluginState.Refused, Assert.Single(harness.Host.Plugins).State);

        s_echo.Build(harness.Folder());
        await harness.Host.ReloadAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("one", await harness.AnswerAsync());
        Assert.Equal(PluginState.Loaded, Assert.Single(harness.Host.Plugins).State);
    }

    private static void Impatient(PluginHostOptions options)
    {
        options.ConstructionLimit = TimeSpan.FromMilliseconds(500);
        options.UnloadLimit = TimeSpan.FromMilliseconds(200);
    }

    private static void Truncate(string path)
    {
        using var file = File.OpenWrite(path);
        file.SetLength(600);
    }

    private static async Task<string> RefusalAsync(FixturePlugin plugin)
    {
        await using var harness = PluginHarness.Start(plugin);
        Assert.Empty(harness.Registry.Providers);
        return Assert.Single(harness.Registry.Refusals);
    }

    private static async Task IsRefusedAsync(FixturePlugin plugin, Func<string, string>? edit, string words, Action<string>? damage = null)
    {
        await using var harness = new PluginHarness();
        plugin.Build(harness.Folder());
        if (edit is not null)
            File.WriteAllText(Path.Combine(harness.Folder(), "fixture.provider.json"), edit(plugin.Manifest()).TrimStart());
        damage?.Invoke(harness.Folder());
        harness.Host.Start(harness.Registry);

        Assert.Contains(words, Assert.Single(harness.Registry.Refusals));
        Assert.Empty(harness.Registry.Providers);
    }
}
