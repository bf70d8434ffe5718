extern alias library;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Switchyard.Generators.Tests;

/// <summary>Compiles users' code as strictly as a user may.</summary>
internal static class TestCompilation
{
    // All compilations grow from this one, so that the framework is read once.
    private static readonly CSharpCompilation s_empty = Empty();

    public static CSharpCompilation WithoutSources => s_empty;

    public static CSharpParseOptions Options(LanguageVersion version = LanguageVersion.Latest) =>
        new(version, DocumentationMode.Diagnose);

    public static CSharpCompilation Create(string source, CSharpParseOptions? options = null) => Create([source], options);

    public static CSharpCompilation Create(IEnumerable<string> sources, CSharpParseOptions? options = null)
    {
        var trees = sources.Select((source, index) => CSharpSyntaxTree.ParseText(
            source, options ?? Options(), $"Source{index}.cs", cancellationToken: TestContext.Current.CancellationToken)).ToList();
        return s_empty.AddSyntaxTrees(trees);
    }

    /// <summary>All errors and warnings of a compilation, including those that only emitting it shows.</summary>
    public static IReadOnlyList<Diagnostic> Faults(Compilation compilation)
    {
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly, cancellationToken: TestContext.Current.CancellationToken);
        return [.. compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Concat(result.Diagnostics)
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !IsMissingComment(diagnostic))
            .Distinct()];
    }

    // In the cases themselves: they are short for the reader's sake. Emitted code has to have its comments.
    private static bool IsMissingComment(Diagnostic diagnostic) =>
        diagnostic.Id == "CS1591" && diagnostic.Location.SourceTree?.FilePath.StartsWith("Source", StringComparison.Ordinal) == true;

    private static CSharpCompilation Empty()
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, checkOverflow: true, warningLevel: 9999);
        var compilation = CSharpCompilation.Create("Tests", [], References(), options);
        compilation.GetSpecialType(SpecialType.System_Object);
        return compilation;
    }

    private static MetadataReference[] References()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => path.StartsWith(framework, StringComparison.Ordinal) || Path.GetFileName(path) is "Switchyard.Contracts.dll" or "Microsoft.Extensions.AI.Abstractions.dll")
            .Append(typeof(library::Switchyard.Router).Assembly.Location);
        return [.. assemblies.Select(path => MetadataReference.CreateFromFile(path))];
    }
}
