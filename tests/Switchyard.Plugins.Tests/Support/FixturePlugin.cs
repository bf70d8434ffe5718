using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Switchyard.Plugins.Tests;

/// <summary>Compiles a fixture plugin from a source file under Assets into a folder, as a plugin's build would lay it out.</summary>
public sealed record FixturePlugin
{
    public static readonly string Assets = Path.Combine(AppContext.BaseDirectory, "Assets");

    private static readonly Lazy<MetadataReference[]> s_framework = new(() =>
    [
        .. Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System*.dll")
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)),
    ]);

    /// <summary>The source file's name, without its extension.</summary>
    public required string Asset { get; init; }

    /// <summary>What the plugin answers with, so that a test can tell versions apart.</summary>
    public string Text { get; init; } = "one";

    public string Id { get; init; } = "fixture";

    public string Wire { get; init; } = "fixture";

    public string Assembly { get; init; } = "Fixture.Plugin";

    public string EntryType { get; init; } = "Fixture.Factory";

    public bool Collectible { get; init; } = true;

    /// <summary>The contract version to build against; null for the host's own.</summary>
    public string? Contract { get; init; }

    /// <summary>The version of a library of the plugin's own; null for none.</summary>
    public string? Library { get; init; }

    /// <summary>Assemblies of the tests' own output that the plugin brings along: paths in it, without their extension.</summary>
    public IReadOnlyList<string> Private { get; init; } = [];

    /// <summary>Symbols that the source is compiled with.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>A text in each language, the neutral one under the empty name; the others lie in satellite assemblies.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();

    public string Framework { get; init; } = ".NETCoreApp,Version=v10.0";

    /// <summary>What stands behind the framework in the deps.json, such as <c>/win-x64</c>.</summary>
    public string Runtime { get; init; } = "";

    /// <summary>Builds it into a folder, the manifest last.</summary>
    public void Build(string folder)
    {
        Directory.CreateDirectory(folder);
        WriteCode(folder);
        WriteManifest(folder);
    }

    public void WriteCode(string folder)
    {
        List<MetadataReference> references = [.. s_framework.Value, ContractReference()];
        if (Library is not null)
        {
            var library = Path.Combine(folder, "Fixture.Library.dll");
            File.WriteAllBytes(library, CompileLibrary(Library));
            references.Add(MetadataReference.CreateFromImage(File.ReadAllBytes(library)));
        }

        foreach (var part in Private)
        {
            var path = Path.Combine(AppContext.BaseDirectory, part + ".dll");
            File.Copy(path, Path.Combine(folder, Path.GetFileName(path)), overwrite: true);
            references.Add(MetadataReference.CreateFromFile(path));
        }

        var source = string.Concat(Symbols.Select(symbol => $"#define {symbol}\n")) + File.ReadAllText(Path.Combine(Assets, Asset + ".cs"));
        var facts = $$"""
            [assembly: System.Runtime.Versioning.TargetFramework("{{Framework}}")]
            {{Version("1.2.3.4")}}
            namespace Fixture { internal static class Build { public const string Text = "{{Text}}"; } }
            """;
        Emit(Path.Combine(folder, Assembly + ".dll"), Assembly, facts, references, Texts.TryGetValue("", out var neutral) ? [FixtureTexts.Describe(neutral)] : [], source);
        foreach (var (culture, text) in Texts.Where(text => text.Key.Length > 0))
        {
            Directory.CreateDirectory(Path.Combine(folder, culture));
            var satellite = $"{Version("1.2.3.4")}[assembly: System.Reflection.AssemblyCulture(\"{culture}\")]";
            Emit(Path.Combine(folder, culture, Assembly + ".resources.dll"), Assembly + ".resources", satellite, s_framework.Value, [FixtureTexts.Describe(text, culture)]);
        }

        File.WriteAllText(Path.Combine(folder, Assembly + ".deps.json"), Dependencies());
    }

    public void WriteManifest(string folder) => File.WriteAllText(Path.Combine(folder, Id + ".provider.json"), Manifest());

    public string Manifest() => $$"""
        {
          "id": "{{Id}}",
          "wire": "{{Wire}}",
          "plugin": { "assembly": "{{Assembly}}.dll", "entryType": "{{EntryType}}", "collectible": {{(Collectible ? "true" : "false")}} },
          "endpoint": "http://127.0.0.1:9/",
          "models": []
        }
        """;

    /// <summary>Compiles the contract's own source as another version of it.</summary>
    public static byte[] CompileContract(string version)
    {
        var sources = Directory.GetFiles(Path.Combine(Assets, "Contracts"), "*.cs").Select(File.ReadAllText).ToArray();
        return Compile("Switchyard.Contracts", s_framework.Value, [], [Version(version), .. sources]);
    }

    /// <summary>Compiles the library that fixtures and host have in versions of their own.</summary>
    public static byte[] CompileLibrary(string version) => Compile("Fixture.Library", s_framework.Value, [], Version(version) + $$"""
        namespace Fixture.Library { public static class Shared { public static string Text => "{{version}}"; } }
        """);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] Compile(string name, IEnumerable<MetadataReference> references, IReadOnlyList<ResourceDescription> resources, params string[] sources)
    {
        const string Usings = "global using System; global using System.Collections.Generic; global using System.Linq; "
            + "global using System.Threading; global using System.Threading.Tasks; global using System.IO;";
        var trees = sources.Append(Usings).Select(source => CSharpSyntaxTree.ParseText(source, new(LanguageVersion.CSharp13)));
        var compilation = CSharpCompilation.Create(
            name, trees, references, new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        var result = compilation.Emit(image, manifestResources: resources);
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics));
        return image.ToArray();
    }

    private static void Emit(
        string path, string name, string facts, IEnumerable<MetadataReference> references, IReadOnlyList<ResourceDescription> resources, params string[] sources) =>
        File.WriteAllBytes(path, Compile(name, references, resources, [facts, .. sources]));

    private static string Version(string version) => $"[assembly: System.Reflection.AssemblyVersion(\"{version}\")]\n";

    private MetadataReference ContractReference() => Contract is null
        ? MetadataReference.CreateFromFile(typeof(IProvider).Assembly.Location)
        : MetadataReference.CreateFromImage(CompileContract(Contract));

    private string Dependencies()
    {
        var target = Framework + Runtime;
        var names = Private.Select(part => Path.GetFileName(part)).ToList();
        var brought = string.Concat(names.Select(name => $$$""","{{{name}}}/1.0.0":{ "runtime": { "{{{name}}}.dll": {} } }"""));
        var known = string.Concat(names.Select(name => $$$""","{{{name}}}/1.0.0":{ "type": "project", "serviceable": false, "sha512": "" }"""));
        var library = Library is null ? "" : $$$""","Fixture.Library/{{{Library}}}":{ "runtime": { "Fixture.Library.dll": {} } }""";
        var satellites = string.Join(',', Texts.Keys.Where(culture => culture.Length > 0)
            .Select(culture => $$"""  "{{culture}}/{{Assembly}}.resources.dll": { "locale": "{{culture}}" }  """));
        return $$$"""
            {
              "runtimeTarget": { "name": "{{{target}}}", "signature": "" },
              "targets": { "{{{target}}}": { "{{{Assembly}}}/1.0.0": { "runtime": { "{{{Assembly}}}.dll": {} }, "resources": { {{{satellites}}} } } {{{library}}} {{{brought}}} } },
              "libraries": {
                "{{{Assembly}}}/1.0.0": { "type": "project", "serviceable": false, "sha512": "" },
                "Fixture.Library/{{{Library}}}": { "type": "project", "serviceable": false, "sha512": "" } {{{known}}}
              }
            }
            """;
    }
}
