using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports settings of a provider that has no manifest.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnknownProviderAnalyzer() : PolicyEntryAnalyzer(Descriptors.UnknownProvider)
{
    private protected override IEnumerable<KeyValuePair<string, ConfigurationNode>> Entries(ConfigurationNode policy) => PolicyEntries.Of(policy, "providers");

    private protected override IEnumerable<string> Names(ProviderManifest manifest) => [manifest.Id];
}
