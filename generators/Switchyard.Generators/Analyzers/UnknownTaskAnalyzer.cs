using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports settings of, and rules about, a task that does not exist.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnknownTaskAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.UnknownTask];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(TaskAnalyzer.WhereTasksAre);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        List<PolicyFile> policies = [.. context.Options.AdditionalFiles
            .Select(file => PolicyEntries.Read(file, context.CancellationToken))
            .OfType<PolicyFile>()
            .Where(policy => PolicyEntries.Tasks(policy.Root).Any())];
        if (policies.Count == 0)
            return;

        var declared = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        context.RegisterSyntaxNodeAction(
            node =>
            {
                if (TaskTable.Read(node) is { } reading)
                    declared[reading.Method.TaskId()] = true;
            },
            SyntaxKind.MethodDeclaration);
        context.RegisterCompilationEndAction(end => Report(end, policies, declared.Keys));
    }

    // A project without tasks of its own may only lend its policy to others.
    private static void Report(CompilationAnalysisContext context, List<PolicyFile> policies, ICollection<string> declared)
    {
        if (declared.Count == 0)
            return;

        // What the clients of single models are called by.
        var clients = new HashSet<string>(
            RouteFiles.Of(context.Options, context.CancellationToken).Providers.SelectMany(provider => provider.Models.Select(model => $"{provider.ClientName}.{model.Name}")), StringComparer.Ordinal);
        foreach (var policy in policies)
        {
            foreach (var entry in PolicyEntries.Tasks(policy.Root))
            {
                if (!declared.Contains(entry.Key) && !clients.Contains(entry.Key) && !ReferencedTasks.Contain(context.Compilation, entry.Key))
                {
                    context.ReportDiagnostic(Diagnostic.Create(
                        Descriptors.UnknownTask,
                        policy.Locate(entry.Value),
                        ImmutableDictionary<string, string?>.Empty.Add(PolicyEntryAnalyzer.Replacement, NearestName.Find(entry.Key, declared)),
                        entry.Key,
                        NearestName.Hint(entry.Key, declared)));
                }
            }
        }
    }
}
