using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Benchmarks.Compiling;

/// <summary>A generator or analyzers, loaded as the compiler loads them: by file, so that nothing here has to share types with them.</summary>
internal sealed class CompilerAssembly(string path)
{
    private readonly Type[] _types = Assembly.LoadFrom(path).GetTypes();

    public static CompilerAssembly Switchyard { get; } = new(Path.Combine(AppContext.BaseDirectory, "compiler", "Switchyard.Generators.dll"));

    public IIncrementalGenerator Generator(string name) => (IIncrementalGenerator)Activator.CreateInstance(_types.Single(type => type.Name == name))!;

    public IEnumerable<DiagnosticAnalyzer> Analyzers() =>
        _types.Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsSubclassOf(typeof(DiagnosticSuppressor)))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!);

    /// <summary>The generator of System.Text.Json, as the framework's reference pack of this version or the newest there is has it.</summary>
    public static CompilerAssembly SystemTextJson()
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        var packs = Path.Combine(root, "packs", "Microsoft.NETCore.App.Ref");
        var file = Directory.EnumerateFiles(packs, "System.Text.Json.SourceGeneration.dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault()
            ?? throw new FileNotFoundException($"{packs} has no generator of System.Text.Json; install the .NET SDK.");
        return new(file);
    }
}
