using Microsoft.CodeAnalysis;

namespace Switchyard.Generators;

/// <summary>Implements annotated partial methods. Reports nothing: mistakes are the analyzers' to report.</summary>
[Generator(LanguageNames.CSharp)]
public sealed partial class SwitchyardGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var history = new TaskHistory();
        var classes = context.CompilationProvider
            .SelectMany((compilation, token) => history.Read(compilation, token))
            .WithTrackingName(TrackingNames.Tasks)
            .Collect()
            .SelectMany(static (tasks, token) => GroupByClass(tasks, token))
            .WithTrackingName(TrackingNames.Classes);

        var prompts = context.AdditionalTextsProvider
            .Where(static file => PromptFiles.IsPrompt(file.Path))
            .Select(ReadPrompt)
            .WithTrackingName(TrackingNames.Prompts)
            .Collect()
            .Select(static (files, _) => files.ToEquatableArray());

        var resolved = classes
            .Combine(prompts)
            .Select(static (pair, _) => PromptResolver.Resolve(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.ResolvedClasses);

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

        var providers = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => ProviderParser.Selection(options.GlobalOptions.TryGetValue(ProviderParser.SelectionKey, out var text) ? text : null))
            .Combine(catalog)
            .Select(static (pair, _) => ProviderParser.Parse(pair.Right, pair.Left))
            .WithTrackingName(TrackingNames.Providers);

        context.RegisterSourceOutput(providers.SelectMany(static (all, _) => all), static (output, provider) =>
            output.AddSource(ProviderEmitter.HintName(provider), ProviderEmitter.Emit(provider)));

        var routed = resolved
            .Combine(catalog)
            .Combine(providers)
            .Select(static (item, _) => Route(item.Left.Left, item.Left.Right, item.Right))
            .WithTrackingName(TrackingNames.RoutedClasses);

        context.RegisterSourceOutput(routed, static (output, item) =>
            output.AddSource($"{item.Model.HintName}.g.cs", ClassEmitter.Emit(item)));

        // Nothing that an editor needs while somebody types.
        var map = routed.Collect()
            .Combine(catalog.Select(static (files, _) => files is { Policy: not null, IsSound: true }))
            .Select(static (pair, _) => RouteMapEmitter.Emit(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.RouteMap);

        context.RegisterImplementationSourceOutput(map, static (output, text) =>
        {
            if (text is not null)
                output.AddSource(RouteMapEmitter.HintName, text);
        });
    }
}
