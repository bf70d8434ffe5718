namespace Switchyard;

/// <summary>Makes a router of options, and says in whole sentences why it cannot be made.</summary>
internal static class RouterFactory
{
    public static Router Create(RouterOptions options)
    {
        var router = new Router(options, options.Policy ?? ReadPolicy(options.PolicyFile));
        try
        {
            foreach (var source in options.Sources)
                router.Registry.Start(source);

            var problems = PolicyCheck.Problems(router.Registry);
            if (options.FeedbackFile?.Problem() is { } unwritable)
                problems.Add(unwritable);
            if (problems.Count > 0)
                throw new SwitchyardConfigurationException(problems);

            router.Classifiers.Start(router.Table.Policy.Classifier);
            foreach (var sentence in PolicyCheck.UnusableTiers(router.Registry).Concat(PolicyCheck.UnusableRules(router.Registry)))
                router.Log.TierUnusable(sentence);
            foreach (var sentence in PolicyCheck.CutTiers(router.Registry))
                router.Log.TierUnusable(sentence);
            router.Registry.EndStart();
            return router;
        }
        catch
        {
            // The failure is on its way to the caller already; the sources have threads and files that must not outlive it.
            router.Dispose();
            throw;
        }
    }

    private static Policy ReadPolicy(string file)
    {
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SwitchyardConfigurationException(
                [$"The policy file {file} cannot be read ({exception.GetType().Name}); put a switchyard.json beside the project file or set RouterOptions.PolicyFile."]);
        }

        var errors = new List<ConfigurationError>();
        var policy = PolicyReader.Read(file, text, errors);
        return errors.Count == 0 && policy is not null
            ? policy
            : throw new SwitchyardConfigurationException([.. errors.Select(error => error.ToString())]);
    }
}
