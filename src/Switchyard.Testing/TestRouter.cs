namespace Switchyard.Testing;

/// <summary>Makes a router whose models are scripted.</summary>
public static class TestRouter
{
    /// <summary>Makes a router with one scripted provider for each provider that the policy names.</summary>
    /// <param name="policy">The policy. Every model that it names exists, without a price unless <paramref name="describe"/> gives it one.</param>
    /// <param name="providers">The providers by id.</param>
    /// <param name="configure">Changes the options before the router is made.</param>
    /// <param name="describe">Describes a model more closely.</param>
    /// <returns>The router.</returns>
    public static Router Create(
        Policy policy,
        IReadOnlyDictionary<string, IProvider> providers,
        Action<RouterOptions>? configure = null,
        Func<ModelManifest, ModelManifest>? describe = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(providers);
        var options = new RouterOptions { Policy = policy };
        var models = policy.Tiers.Values.SelectMany(ids => ids).Distinct().Select(id => id.Split('/', 2)).ToLookup(id => id[0], id => id[1]);
        foreach (var (id, provider) in providers)
        {
            options.AddProvider(
                new()
                {
                    File = id + ProviderManifest.FileSuffix,
                    Id = id,
                    Name = id,
                    Wire = "scripted",
                    Endpoint = new("http://127.0.0.1/"),
                    Models = [.. models[id].Select(model => new ModelManifest { Id = model }).Select(describe ?? (static model => model))],
                },
                provider);
        }

        configure?.Invoke(options);
        return Router.Create(options);
    }
}
