using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports settings and filters that name a provider without a manifest.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnknownProviderAnalyzer() : PolicyEntryAnalyzer(Descriptors.UnknownProvider)
{
    private protected override IEnumerable<KeyValuePair<string, ConfigurationNode>> Entries(ConfigurationNode policy) => PolicyEntries.Providers(policy);

    private protected override IEnumerable<string> Names(ProviderManifest manifest) => [manifest.Id];
}
