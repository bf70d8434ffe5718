namespace Switchyard;

/// <summary>
/// Holds the classifier that the policy asks for. A changed policy or a rewritten model file is taken up while calls run; one that cannot be used
/// leaves the present classifier at work.
/// </summary>
internal sealed class ClassifierSource(RouterOptions options, RouterLog log) : IDisposable
{
    // Whoever writes a file does so in several steps.
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(300);

    private readonly Lock _loading = new();
    private Choice? _choice;
    private FileSystemWatcher? _watcher;
    private Timer? _timer;
    private bool _isDisposed;

    /// <summary>The classifier for a policy. One volatile read, but for the first call after a change.</summary>
    public PromptClassifier For(ClassifierPolicy? policy) =>
        Volatile.Read(ref _choice) is { } choice && ReferenceEquals(choice.Policy, policy) ? choice.Classifier : TakeUp(policy, keepsOld: true);

    /// <summary>Loads what a new router's policy asks for.</summary>
    /// <exception cref="SwitchyardConfigurationException">It cannot be used.</exception>
    public void Start(ClassifierPolicy? policy)
    {
        if (policy is not null)
            TakeUp(policy, keepsOld: false);
    }

    public void Dispose()
    {
        lock (_loading)
        {
            _isDisposed = true;
            _watcher?.Dispose();
            _timer?.Dispose();
        }
    }

    private PromptClassifier TakeUp(ClassifierPolicy? policy, bool keepsOld)
    {
        lock (_loading)
        {
            if (_choice is { } present && ReferenceEquals(present.Policy, policy))
                return present.Classifier;

            return Load(policy, keepsOld);
        }
    }

    private PromptClassifier Load(ClassifierPolicy? policy, bool keepsOld)
    {
        var file = FileOf(policy);
        PromptClassifier classifier;
        try
        {
            classifier = Make(policy, file);
        }
        catch (SwitchyardConfigurationException exception) when (keepsOld)
        {
            classifier = _choice?.Classifier ?? options.Classifier ?? PromptClassifier.Default;
            log.ClassifierRefused(exception.Problems[0]);
        }

        Volatile.Write(ref _choice, new(policy, classifier));
        Watch(file);
        return classifier;
    }

    private PromptClassifier Make(ClassifierPolicy? policy, string? file)
    {
        var classifier = options.Classifier ?? (file is null ? PromptClassifier.Default : Read(file));
        if (policy is null || (policy.MidFrom is null && policy.FrontierFrom is null))
            return classifier;

        float mid = (float?)policy.MidFrom ?? classifier.MidFrom, frontier = (float?)policy.FrontierFrom ?? classifier.FrontierFrom;
        return mid <= frontier
            ? classifier.WithThresholds(mid, frontier)
            : throw Wrong(FormattableString.Invariant($"The policy's classifier would begin the frontier tier at {frontier}, below the mid tier's {mid}; give midFrom and frontierFrom in that order, as 'switchyard calibrate' prints them."));
    }

    private static PromptClassifier Read(string file)
    {
        try
        {
            return PromptClassifier.Load(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            var why = exception is InvalidDataException ? exception.Message.TrimEnd('.') : exception.GetType().Name;
            throw Wrong($"The policy's classifier model {file} cannot be used ({why}); name a file that 'switchyard train' wrote, or take \"model\" out.");
        }
    }

    private static SwitchyardConfigurationException Wrong(string sentence) => new([sentence]);

    // A classifier given in code goes before a file.
    private string? FileOf(ClassifierPolicy? policy) => options.Classifier is null && policy?.Model is { } model
        ? Path.GetFullPath(model, Path.GetDirectoryName(Path.GetFullPath(options.PolicyFile))!)
        : null;

    private void Watch(string? file)
    {
        _watcher?.Dispose();
        _watcher = null;
        if (_isDisposed || file is null || !Directory.Exists(Path.GetDirectoryName(file)))
            return;

        // The directory is watched: 'switchyard train' writes beside the file and renames.
        _timer ??= new(_ => Reload());
        _watcher = new(Path.GetDirectoryName(file)!, Path.GetFileName(file));
        _watcher.Changed += (_, _) => Wait();
        _watcher.Created += (_, _) => Wait();
        _watcher.Renamed += (_, _) => Wait();
        _watcher.EnableRaisingEvents = true;
    }

    private void Wait()
    {
        lock (_loading)
        {
            if (!_isDisposed)
                _timer!.Change(s_quiet, Timeout.InfiniteTimeSpan);
        }
    }

    private void Reload()
    {
        lock (_loading)
        {
            if (_isDisposed || _choice is not { } choice)
                return;
            try
            {
                Volatile.Write(ref _choice, choice with { Classifier = Make(choice.Policy, FileOf(choice.Policy)) });
                log.ClassifierReplaced(FileOf(choice.Policy));
            }
            catch (SwitchyardConfigurationException exception)
            {
                log.ClassifierRefused(exception.Problems[0]);
            }
        }
    }

    private sealed record Choice(ClassifierPolicy? Policy, PromptClassifier Classifier);
}
