using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Holds entries of the policy against the manifests that the build is given, and reports those that name nothing.</summary>
/// <param name="descriptor">The rule. Its message takes the name, and the nearest name in words or nothing.</param>
public abstract class PolicyEntryAnalyzer(DiagnosticDescriptor descriptor) : DiagnosticAnalyzer
{
    /// <summary>The property of the diagnostic that says what to write instead.</summary>
    internal const string Replacement = "Replacement";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [descriptor];

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterAdditionalFileAction(Analyze);
    }

    /// <summary>The entries to check, each with its name.</summary>
    /// <param name="policy">The policy.</param>
    private protected abstract IEnumerable<KeyValuePair<string, ConfigurationNode>> Entries(ConfigurationNode policy);

    /// <summary>The names that a manifest gives.</summary>
    /// <param name="manifest">The manifest.</param>
    private protected abstract IEnumerable<string> Names(ProviderManifest manifest);

    private void Analyze(AdditionalFileAnalysisContext context)
    {
        if (PolicyEntries.Read(context.AdditionalFile, context.CancellationToken) is not { } policy)
            return;

        // Without any manifest the build knows no names; with a mistake in one, that mistake is what to mend first.
        if (ConfigurationParser.ReadManifests(context.Options.AdditionalFiles, context.CancellationToken) is not { Count: > 0 } manifests)
            return;

        var known = new HashSet<string>(manifests.SelectMany(Names), StringComparer.Ordinal);
        foreach (var entry in Entries(policy.Root).Where(entry => !known.Contains(entry.Key)))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                SupportedDiagnostics[0],
                policy.Locate(entry.Value),
                ImmutableDictionary<string, string?>.Empty.Add(Replacement, NearestName.Find(entry.Key, known)),
                entry.Key,
                NearestName.Hint(entry.Key, known)));
        }
    }
}
