using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Switchyard.Generators;

/// <content>The steps.</content>
public sealed partial class SwitchyardGenerator
{
    private static ImmutableArray<ClassModel> GroupByClass(ImmutableArray<ParsedTask> tasks, CancellationToken cancellationToken)
    {
        var classes = ImmutableArray.CreateBuilder<ClassModel>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var group in tasks.GroupBy(task => task.Class).OrderBy(group => group.Key.HintName, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Two classes whose names differ only in case are two classes, but one file to the compiler.
            var name = group.Key.HintName;
            for (var number = 2; !names.Add(name); number++)
                name = $"{group.Key.HintName}-{number}";
            classes.Add(new(
                group.Key,
                name,
                group.Select(task => task.Model).OfType<TaskModel>().ToEquatableArray(),
                group.Select(task => task.Refused).OfType<RefusedTask>().ToEquatableArray()));
        }

        return classes.ToImmutable();
    }

    private static PromptFile ReadPrompt(AdditionalText file, CancellationToken cancellationToken) =>
        new(file.Path, file.GetText(cancellationToken)?.ToString() ?? "");

    private static PolicyModel ParsePolicy(AdditionalText file, CancellationToken cancellationToken) =>
        ConfigurationParser.ParsePolicy(file.Path, file.GetText(cancellationToken)?.ToString() ?? "");

    private static ManifestModel ParseManifest(AdditionalText file, CancellationToken cancellationToken) =>
        ConfigurationParser.ParseManifest(file.Path, file.GetText(cancellationToken)?.ToString() ?? "");

    private static RoutedClass Route(ClassModel model, RouteCatalog catalog, EquatableArray<TypedProvider> providers)
    {
        var tasks = model.Tasks.Select(task => ModelReferences.Resolve(task, providers)).ToEquatableArray();
        return new(model with { Tasks = tasks }, tasks.Select(task => RouteJudge.Judge(task, catalog)).ToEquatableArray());
    }
}
