using Microsoft.CodeAnalysis;

namespace Switchyard.Generators;

/// <summary>Implements annotated partial methods. Reports nothing: mistakes are the analyzers' to report.</summary>
[Generator(LanguageNames.CSharp)]
public sealed partial class SwitchyardGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var classes = context.SyntaxProvider
            .ForAttributeWithMetadataName(MetadataNames.TierAttribute, IsMethod, ParseTask)
            .Where(static task => task is not null)
            .Select(static (task, _) => task!)
            .WithTrackingName(TrackingNames.Tasks)
            .Collect()
            .SelectMany(GroupByClass)
            .WithTrackingName(TrackingNames.Classes);

        var policies = context.AdditionalTextsProvider
            .Where(static file => ConfigurationParser.IsPolicy(file.Path))
            .Select(ParsePolicy)
            .WithTrackingName(TrackingNames.Policies);

        var manifests = context.AdditionalTextsProvider
            .Where(static file => ConfigurationParser.IsManifest(file.Path))
            .Select(ParseManifest)
            .WithTrackingName(TrackingNames.Manifests);

        var catalog = policies.Collect()
            .Combine(manifests.Collect())
            .Select(static (files, _) => ConfigurationParser.Join(files.Left, files.Right))
            .WithTrackingName(TrackingNames.Catalog);

        var routed = classes
            .Combine(catalog)
            .Select(static (pair, _) => Route(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.RoutedClasses);

        context.RegisterSourceOutput(routed, static (output, item) =>
            output.AddSource($"{item.Model.HintName}.g.cs", ClassEmitter.Emit(item)));
    }
}
