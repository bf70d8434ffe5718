using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Switchyard.Plugins;

/// <summary>Makes a plugin's providers on a thread of their own, because code that is not ours may throw or never come back.</summary>
internal sealed class ProviderConstruction
{
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _ended = new();
    private AssemblyLoadContext? _context;
    private List<IProvider>? _providers = [];
    private string? _failure;

    private ProviderConstruction(AssemblyLoadContext context) => _context = context;

    /// <summary>Makes one provider for each manifest of a plan, all or none.</summary>
    /// <param name="context">The context to load into.</param>
    /// <param name="assemblyPath">The assembly, in its private copy.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="settings">The settings of each manifest, in the plan's order.</param>
    /// <param name="limit">How long it may take.</param>
    /// <exception cref="PluginRefusedException">It threw, or took too long.</exception>
    public static List<IProvider> Run(
        AssemblyLoadContext context, string assemblyPath, PluginPlan plan, IReadOnlyList<ProviderSettings> settings, TimeSpan limit)
    {
        var construction = new ProviderConstruction(context);
        var thread = new Thread(() => construction.Work(assemblyPath, plan, settings)) { IsBackground = true, Name = "switchyard-plugin " + plan.Id };
        thread.UnsafeStart();
        return construction.Take(plan, limit);
    }

    private List<IProvider> Take(PluginPlan plan, TimeSpan limit)
    {
        if (!_ended.Wait(limit))
        {
            lock (_gate)
            {
                // Whoever comes late finds nobody waiting and clears up after itself.
                if (!_ended.IsSet)
                {
                    _providers = null;
                    throw new PluginRefusedException(
                        $"{plan.AssemblyPath}: its entry type did not make its providers within {limit.TotalSeconds:0.###} s; "
                        + "let the constructors return at once and do slow work in the first call.");
                }
            }
        }

        return _failure is null ? _providers! : throw new PluginRefusedException(_failure);
    }

    private void Work(string assemblyPath, PluginPlan plan, IReadOnlyList<ProviderSettings> settings)
    {
        var made = new List<IProvider>();
        var failure = Make(_context!, assemblyPath, plan, settings, made);
        _context = null;

        bool isLate;
        lock (_gate)
        {
            isLate = _providers is null;
            if (failure is null)
                _providers?.AddRange(made);
            _failure = failure;
            _ended.Set();
        }

        if (isLate || failure is not null)
            made.ForEach(Discard);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string? Make(
        AssemblyLoadContext context, string assemblyPath, PluginPlan plan, IReadOnlyList<ProviderSettings> settings, List<IProvider> made)
    {
        var path = plan.AssemblyPath;
        try
        {
            var assembly = context.LoadFromAssemblyPath(assemblyPath);
            for (var index = 0; index < settings.Count; index++)
            {
                var (file, entryType) = plan.Manifests[index];
                path = file.Path;
                if (Factory(assembly, entryType, out var refusal) is not { } factory)
                    return $"{file.Path}: $.plugin.entryType: {refusal}";
                if (factory.Create(settings[index]) is not { } provider)
                    return $"{file.Path}: {entryType}.Create returned null; let it return a provider.";
                made.Add(provider);
            }

            return null;
        }
        catch (Exception exception)
        {
            // Only text leaves: the exception itself would keep the plugin in memory.
            return Sentence(ExceptionText.Innermost(exception), path, plan).Replace(Path.GetDirectoryName(assemblyPath)!, plan.Folder, StringComparison.Ordinal);
        }
    }

    private static string Sentence(Exception exception, string path, PluginPlan plan)
    {
        var text = ExceptionText.OneLine(exception);
        return exception switch
        {
            BadImageFormatException { FileName: { } file } =>
                $"{Path.Combine(plan.Folder, Path.GetFileName(file))}: the file is damaged or half copied; copy it again, the manifest last.",
            FileNotFoundException { FileName: { } name } when name.IndexOf(", Version=", StringComparison.Ordinal) is > 0 and var length =>
                $"{plan.AssemblyPath}: its library {name[..length]} is missing; copy the whole build output of the plugin, the manifest last.",

            // A place in the manifest and what is wrong with it: nothing to add but the file.
            FormatException when text.StartsWith("$.", StringComparison.Ordinal) => $"{path}: {text}",
            _ => $"{path}: the plugin {plan.Id} failed to start: {text}",
        };
    }

    private static IProviderFactory? Factory(Assembly assembly, string entryType, out string refusal)
    {
        var type = assembly.GetType(entryType);
        refusal = type switch
        {
            null => $"\"{entryType}\" is not in {assembly.GetName().Name}; write the full name of its factory, namespace included.",
            { IsVisible: false } => $"\"{entryType}\" is not public; make it public.",
            _ when !typeof(IProviderFactory).IsAssignableFrom(type) => $"\"{entryType}\" does not implement {nameof(IProviderFactory)}; let it.",
            _ when type.IsAbstract || type.GetConstructor(Type.EmptyTypes) is null => $"\"{entryType}\" has no public constructor without parameters; add one.",
            _ => "",
        };

        return refusal.Length == 0 ? (IProviderFactory)Activator.CreateInstance(type!)! : null;
    }

    private static void Discard(IProvider provider)
    {
        try
        {
            _ = provider.DisposeAsync().AsTask().ContinueWith(
                static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
        catch (Exception)
        {
            // It was refused already, and the sentence about that is the one that helps.
        }
    }
}
