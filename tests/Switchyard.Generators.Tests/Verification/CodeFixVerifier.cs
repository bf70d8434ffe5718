using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Switchyard.CodeFixes;

namespace Switchyard.Generators.Tests;

/// <summary>Applies fixes as an editor does, to a project with a policy, and holds the result against what it should be.</summary>
internal sealed class CodeFixVerifier : IDisposable
{
    private static readonly CodeFixProvider[] s_fixes =
    [
        .. typeof(CodeFix).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(type))
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    private readonly AdhocWorkspace _workspace = new();
    private readonly ProjectId _project = ProjectId.CreateNewId();

    private CodeFixVerifier(IEnumerable<string> sources, IEnumerable<TextFile> files)
    {
        var solution = _workspace.CurrentSolution.AddProject(ProjectInfo.Create(
            _project, VersionStamp.Default, "Tests", "Tests", LanguageNames.CSharp,
            compilationOptions: TestCompilation.WithoutSources.Options,
            parseOptions: TestCompilation.Options(),
            metadataReferences: TestCompilation.WithoutSources.References));
        foreach (var (index, source) in sources.Index())
            solution = solution.AddDocument(DocumentId.CreateNewId(_project), $"Source{index}.cs", SourceText.From(source), filePath: $"Source{index}.cs");
        foreach (var file in files)
            solution = solution.AddAdditionalDocument(DocumentId.CreateNewId(_project), file.Path, SourceText.From(file.Text), filePath: file.Path);
        Solution = solution;
    }

    public static IEnumerable<CodeFixProvider> Fixes => s_fixes;

    private Solution Solution { get; set; }

    private Project Project => Solution.GetProject(_project)!;

    public void Dispose() => _workspace.Dispose();

    /// <summary>Asserts that the fix of the first report of a rule makes one text of another, and that what comes out compiles with the generator.</summary>
    public static async Task AssertAsync(string id, string before, string after, string? title = null, params TextFile[] files)
    {
        using var verifier = new CodeFixVerifier([before], files);
        var diagnostic = (await verifier.DiagnosticsAsync(id)).First();
        var action = Assert.Single(await verifier.ActionsAsync(diagnostic));
        if (title is not null)
            Assert.Equal(title, action.Title);
        await verifier.ApplyAsync(action);
        Assert.Equal([after], await verifier.TextsAsync());
        await verifier.AssertCompilesAsync();
    }

    /// <summary>Asserts what all fixes of a rule together make of some sources.</summary>
    public static async Task AssertAllAsync(string id, IEnumerable<string> before, IEnumerable<string> after)
    {
        using var verifier = new CodeFixVerifier(before, []);
        await verifier.ApplyAllAsync(id);
        Assert.Equal(after, await verifier.TextsAsync());
        await verifier.AssertCompilesAsync();
    }

    /// <summary>Asserts that a rule reports, but nothing is offered.</summary>
    public static async Task AssertNothingAsync(string id, string source, params TextFile[] files)
    {
        using var verifier = new CodeFixVerifier([source], files);
        var diagnostics = await verifier.DiagnosticsAsync(id);
        Assert.NotEmpty(diagnostics);
        foreach (var diagnostic in diagnostics)
            Assert.Empty(await verifier.ActionsAsync(diagnostic));
    }

    /// <summary>Asserts what one fix, or all of a rule, make of the first of the files beside the sources.</summary>
    public static async Task AssertFileAsync(string id, IEnumerable<TextFile> files, string after, bool all = false, string source = "class Desk;")
    {
        using var verifier = new CodeFixVerifier([source], files);
        if (all)
            await verifier.ApplyAllAsync(id);
        else
            await verifier.ApplyAsync(Assert.Single(await verifier.ActionsAsync((await verifier.DiagnosticsAsync(id)).First())));
        Assert.Equal(after, (await verifier.Project.AdditionalDocuments.First().GetTextAsync(TestContext.Current.CancellationToken)).ToString());
    }

    /// <summary>Offers and applies everything that is offered for a source, whatever state it is in.</summary>
    public static async Task ExerciseAsync(string source, IEnumerable<TextFile> files)
    {
        using var verifier = new CodeFixVerifier([source], files);
        var original = verifier.Solution;
        foreach (var diagnostic in await verifier.DiagnosticsAsync(null))
        {
            foreach (var action in await verifier.ActionsAsync(diagnostic))
            {
                await verifier.ApplyAsync(action);
                verifier.Solution = original;
            }
        }
    }

    private async Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync(string? id)
    {
        var compilation = (await Project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        var files = await Task.WhenAll(Project.AdditionalDocuments.Select(async file =>
            new TextFile(file.FilePath!, (await file.GetTextAsync(TestContext.Current.CancellationToken)).ToString())));
        return [.. (await AnalyzerVerifier.AllDiagnosticsAsync(compilation, files)).Where(diagnostic => id is null || diagnostic.Id == id)];
    }

    private async Task<IReadOnlyList<CodeAction>> ActionsAsync(Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        foreach (var fix in s_fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            CodeFixContext? context = Solution.GetDocument(diagnostic.Location.SourceTree) is { } document
                ? new(document, diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken)
                : Project.AdditionalDocuments.FirstOrDefault(file => file.FilePath == diagnostic.Location.GetLineSpan().Path) is { } file
                    ? new(file, diagnostic.Location.SourceSpan, [diagnostic], (action, _) => actions.Add(action), TestContext.Current.CancellationToken)
                    : null;
            if (context is { } place)
                await fix.RegisterCodeFixesAsync(place);
        }

        return actions;
    }

    private async Task ApplyAllAsync(string id)
    {
        var fix = s_fixes.Single(fix => fix.FixableDiagnosticIds.Contains(id));
        var context = new FixAllContext(
            Project.Documents.First(), fix, FixAllScope.Project, fix.GetType().Name, [id], new Diagnostics(this), TestContext.Current.CancellationToken);
        await ApplyAsync((await fix.GetFixAllProvider()!.GetFixAsync(context))!);
    }

    private async Task ApplyAsync(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(Solution, new Progress<CodeAnalysisProgress>(), TestContext.Current.CancellationToken);
        Solution = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
    }

    private async Task<IEnumerable<string>> TextsAsync() =>
        (await Task.WhenAll(Project.Documents.Select(document => document.GetTextAsync(TestContext.Current.CancellationToken)))).Select(text => text.ToString());

    private async Task AssertCompilesAsync()
    {
        GeneratorVerifier.Run(GeneratorVerifier.Driver(), (await Project.GetCompilationAsync(TestContext.Current.CancellationToken))!, out var output);
        Assert.Empty(TestCompilation.Faults(output));
    }

    private sealed class Diagnostics(CodeFixVerifier verifier) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await verifier.DiagnosticsAsync(null);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            (await verifier.DiagnosticsAsync(null)).Where(diagnostic => diagnostic.Location.SourceTree?.FilePath == document.FilePath);

        public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            (await verifier.DiagnosticsAsync(null)).Where(diagnostic => diagnostic.Location.SourceTree is null);
    }
}
