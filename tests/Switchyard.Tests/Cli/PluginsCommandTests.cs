using System.Text.Json;

namespace Switchyard.Tests;

public sealed class PluginsCommandTests : IDisposable
{
    private static readonly string s_shipped = Path.Combine(AppContext.BaseDirectory, "plugins", "OpenAI");

    private readonly TemporaryFolder _folder = new();
    private readonly string _plugins;

    public PluginsCommandTests()
    {
        _plugins = _folder.File("plugins");
        Directory.CreateDirectory(_plugins);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_plugin_is_installed_listed_replaced_and_removed()
    {
        var installed = Fixture.Run("plugins", "load", s_shipped, "--dir", _plugins, "--name", "Wire", "--no-verify");
        Assert.Equal((0, ""), (installed.Code, installed.Error));
        var folder = Path.Combine(_plugins, "Wire");
        Assert.Equal(Names(s_shipped), Names(folder));

        var list = Fixture.Run("plugins", "list", "--dir", _plugins, "--json");
        Assert.Equal((0, ""), (list.Code, list.Error));
        using var document = JsonDocument.Parse(list.Output);
        var plugin = Assert.Single(document.RootElement.GetProperty("plugins").EnumerateArray().ToArray());
        Assert.Equal(("Wire/Switchyard.Provider.OpenAI", "loaded"), (plugin.GetProperty("id").GetString(), plugin.GetProperty("state").GetString()));

        // A new version: what it no longer has is gone, and its manifests are newer than the rest.
        File.WriteAllText(Path.Combine(folder, "left-over.dll"), "");
        Assert.Equal(0, Fixture.Run("plugins", "load", s_shipped, "--dir", _plugins, "--name", "Wire", "--no-verify").Code);
        Assert.Equal(Names(s_shipped), Names(folder));
        var (manifests, others) = (Directory.GetFiles(folder, "*.provider.json"), Directory.GetFiles(folder).Where(file => !file.EndsWith(".provider.json", StringComparison.Ordinal)));
        Assert.True(manifests.Min(File.GetLastWriteTimeUtc) >= others.Max(File.GetLastWriteTimeUtc));

        Assert.Equal(0, Fixture.Run("plugins", "unload", "Wire", "--dir", _plugins).Code);
        Assert.Empty(Directory.GetFileSystemEntries(_plugins));
    }

    [Fact]
    public void What_does_not_load_is_not_installed()
    {
        var broken = Path.Combine(_folder.File("Broken"));
        Directory.CreateDirectory(broken);
        File.WriteAllText(Path.Combine(broken, "a.provider.json"), """{ "id": "a", "wire": "w", "plugin": { "assembly": "A.dll", "entryType": "A.F" }, "endpoint": "http://x", "models": [] }""");
        foreach (string[] options in new[] { Array.Empty<string>(), ["--no-verify"] })
        {
            var run = Fixture.Run(["plugins", "load", broken, "--dir", _plugins, .. options]);
            Assert.Equal(5, run.Code);
            Assert.Contains("was not installed", run.Error, StringComparison.Ordinal);
            Assert.Contains("the assembly is missing", (run.Output + run.Error).ReplaceLineEndings(" "), StringComparison.Ordinal);
            Assert.Empty(Directory.GetFileSystemEntries(_plugins));
        }

        var verified = Fixture.Run("plugins", "verify", broken, "--json");
        using var document = JsonDocument.Parse(verified.Output);
        Assert.Equal((5, false), (verified.Code, document.RootElement.GetProperty("passed").GetBoolean()));
    }

    [Fact]
    public void A_directory_with_a_broken_plugin_lists_the_others_and_says_so()
    {
        Fixture.Run("plugins", "load", s_shipped, "--dir", _plugins, "--no-verify");
        Directory.CreateDirectory(Path.Combine(_plugins, "Broken"));
        File.WriteAllText(Path.Combine(_plugins, "Broken", "a.provider.json"), "{");
        var run = Fixture.Run("plugins", "list", "--dir", _plugins);
        Assert.Equal(5, run.Code);
        Assert.Contains("1 plugins load, 1 problems.", run.Output, StringComparison.Ordinal);
        Assert.Contains("a.provider.json(1,2): $:", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unload Nothing", "holds no plugin Nothing: there is none.")]
    [InlineData("unload ..", "\"..\" is no name of a folder")]
    [InlineData("unload a/b", "\"a/b\" is no name of a folder")]
    [InlineData("unload Data", "holds no *.provider.json, so it is no plugin")]
    [InlineData("load nowhere", "The folder nowhere does not exist")]
    public void A_wrong_name_is_one_sentence_and_removes_nothing(string arguments, string sentence)
    {
        Directory.CreateDirectory(Path.Combine(_plugins, "Data"));
        var run = Fixture.Run(["plugins", .. arguments.Split(' '), "--dir", _plugins]);
        Assert.Equal(2, run.Code);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
        Assert.True(Directory.Exists(Path.Combine(_plugins, "Data")));
    }

    private static IEnumerable<string?> Names(string folder) => Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
