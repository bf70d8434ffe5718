namespace Switchyard.Gateway;

/// <summary>Reads the policy file again. Requests at work keep the policy that they began with; one that is wrong changes nothing.</summary>
internal sealed class PolicyReload(string file, Router router, GatewayLog log)
{
    private readonly Lock _reading = new();

    public string File => file;

    /// <returns>Why the policy was not taken up, one sentence each; empty if it holds from now on.</returns>
    public IReadOnlyList<string> Run()
    {
        lock (_reading)
        {
            var problems = Read();
            foreach (var problem in problems)
                log.PolicyRefused(problem);
            return problems;
        }
    }

    private IReadOnlyList<string> Read()
    {
        try
        {
            var policy = PolicyFile.Read(file);
            if (!SameProviders(policy.Providers, router.Registry.Policy.Providers))
                log.ProvidersNeedRestart(file);
            router.ReplacePolicy(policy);
            log.PolicyReplaced(file);
            return [];
        }
        catch (SwitchyardConfigurationException exception)
        {
            return exception.Problems;
        }
        catch (Exception exception)
        {
            // On a timer's thread it would end the process; the policy that holds still serves.
            return [$"{file}: taking up the policy failed with {exception.GetType().FullName}; the one before holds on."];
        }
    }

    private static bool SameProviders(IReadOnlyDictionary<string, ProviderPolicy> one, IReadOnlyDictionary<string, ProviderPolicy> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var policy) && policy == pair.Value);
}
