using System.Collections.Concurrent;

namespace Switchyard;

/// <summary>One model behind a router. For generated code, which adds the interfaces of what the model can do. Safe for use from many threads.</summary>
public abstract class ModelClient : IModelClient
{
    // A definition has its place in every routing table of the process, so there is one, however many clients there are.
    private static readonly ConcurrentDictionary<(string Id, string Model, Tier Tier), TaskDefinition> s_definitions = new();

    private readonly string _id;
    private TaskDefinition? _definition;

    /// <summary>A client.</summary>
    /// <param name="router">The router. It stays the caller's to dispose.</param>
    /// <param name="id">What its calls are in metrics, ledger and policy: <c>OpenAIModels.Gpt6Luna</c>.</param>
    /// <param name="model">The full id of the model.</param>
    /// <param name="tier">The tier whose settings hold, where the policy says nothing of <paramref name="id"/>.</param>
    protected ModelClient(Router router, string id, string model, Tier tier)
    {
        ArgumentNullException.ThrowIfNull(router);
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentException.ThrowIfNullOrEmpty(model);
        Router = router;
        _id = id;
        Model = model;
        Tier = tier;
    }

    /// <inheritdoc/>
    public Router Router { get; }

    /// <summary>The full id of the model.</summary>
    public string Model { get; }

    /// <summary>The tier whose settings hold.</summary>
    public Tier Tier { get; }

    /// <inheritdoc/>
    public TaskDefinition Definition => _definition ??= s_definitions.GetOrAdd(
        (_id, Model, Tier), static key => new(key.Id, key.Tier) { Constraints = new() { Models = [key.Model] } });
}
