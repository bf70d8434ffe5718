using System.Text.Json;
using System.Text.Json.Nodes;

namespace Switchyard.Benchmarks.Plugins;

/// <summary>A plugin directory with one plugin in it, and room for the host's private copies. Ends with this object.</summary>
internal sealed class PluginFolder : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("switchyard-benchmark-");

    private PluginFolder() => Directory.CreateDirectory(Plugin);

    public string Directories => Path.Combine(_root.FullName, "plugins");

    public string Cache => Path.Combine(_root.FullName, "cache");

    private string Plugin => Path.Combine(Directories, "Plugin");

    /// <summary>This assembly as a plugin: what is measured beside a direct reference is then the same code.</summary>
    public static PluginFolder OfThisAssembly(bool isCollectible)
    {
        const string Name = "Switchyard.Benchmarks";
        const string Framework = ".NETCoreApp,Version=v10.0";
        var folder = new PluginFolder();
        File.Copy(typeof(PluginFolder).Assembly.Location, Path.Combine(folder.Plugin, $"{Name}.dll"));
        File.WriteAllText(Path.Combine(folder.Plugin, $"{Name}.deps.json"), $$$"""
            {
              "runtimeTarget": { "name": "{{{Framework}}}", "signature": "" },
              "targets": { "{{{Framework}}}": { "{{{Name}}}/1.0.0": { "runtime": { "{{{Name}}}.dll": {} } } } },
              "libraries": { "{{{Name}}}/1.0.0": { "type": "project", "serviceable": false, "sha512": "" } }
            }
            """);
        File.WriteAllText(Path.Combine(folder.Plugin, "instant.provider.json"), $$"""
            {
              "id": "instant", "wire": "instant", "endpoint": "http://127.0.0.1/", "models": [],
              "plugin": { "assembly": "{{Name}}.dll", "entryType": "{{typeof(InstantFactory).FullName}}", "collectible": {{JsonSerializer.Serialize(isCollectible)}} }
            }
            """);
        return folder;
    }

    /// <summary>The plugin that speaks the OpenAI wire, with one vendor.</summary>
    /// <param name="isCollectible">Whether it can be unloaded.</param>
    /// <param name="source">Its folder; by default the one beside the benchmarks.</param>
    public static PluginFolder OfOpenAI(bool isCollectible, string? source = null)
    {
        var here = Path.Combine(AppContext.BaseDirectory, "plugins", "OpenAI");
        var folder = new PluginFolder();
        foreach (var file in Directory.GetFiles(source ?? here).Where(file => !file.EndsWith(ProviderManifest.FileSuffix, StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(folder.Plugin, Path.GetFileName(file)));
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(here, "openai" + ProviderManifest.FileSuffix)))!;
        manifest["plugin"]!["collectible"] = isCollectible;
        File.WriteAllText(Path.Combine(folder.Plugin, "openai" + ProviderManifest.FileSuffix), manifest.ToJsonString());
        return folder;
    }

    public void Dispose() => _root.Delete(recursive: true);
}
