using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a model of a tier that no manifest has.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnknownModelAnalyzer() : PolicyEntryAnalyzer(Descriptors.UnknownModel)
{
    private protected override IEnumerable<KeyValuePair<string, ConfigurationNode>> Entries(ConfigurationNode policy) => PolicyEntries.Models(policy);

    private protected override IEnumerable<string> Names(ProviderManifest manifest) => manifest.Models.Select(model => $"{manifest.Id}/{model.Id}");
}
