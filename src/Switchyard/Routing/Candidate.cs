namespace Switchyard;

/// <summary>A model at a provider with a key: something that can be called now. Immutable; its health lives beside it and outlives it.</summary>
internal sealed class Candidate
{
    private readonly Capabilities _capabilities;

    public Candidate(ProviderManifest manifest, ModelManifest model, GuardedProvider provider, ProviderKey key, CandidateHealthStore store)
    {
        Provider = provider;
        ProviderId = manifest.Id;
        Model = model;
        _capabilities = model.Capabilities;
        FullId = manifest.Id + "/" + model.Id;
        Key = key;
        Health = store.Of(manifest.Id, model.Id, key);
        Calibration = store.CalibrationOf(manifest.Id, model.Id);
        ContextWindow = model.ContextWindow ?? int.MaxValue;
        Price = model.Price is { } price ? new PriceList(price) : null;

        var json = new Utf8Buffer();
        json.Write("\""u8);
        JsonText.Write(json, model.Id);
        json.Write("\""u8);
        ModelJson = json.Span.ToArray();
    }

    public GuardedProvider Provider { get; }

    public string ProviderId { get; }

    public ModelManifest Model { get; }

    /// <summary><c>provider/model</c>.</summary>
    public string FullId { get; }

    public ProviderKey Key { get; }

    public CandidateHealth Health { get; }

    /// <summary>Turns estimated tokens into this model's.</summary>
    public TokenCalibration Calibration { get; }

    /// <summary><see langword="null"/> if the price is unknown.</summary>
    public PriceList? Price { get; }

    /// <summary>In tokens; <see cref="int.MaxValue"/> if unknown.</summary>
    public int ContextWindow { get; }

    public ReadOnlyMemory<byte> ModelJson { get; }

    public bool Has(Capabilities required) => (_capabilities & required) == required;
}
