namespace Switchyard.Generators;

/// <summary>A provider whose models code can name: one emitted file.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its name, to show.</param>
/// <param name="Name">The name in C#.</param>
/// <param name="Models">Its models in the manifest's order.</param>
internal sealed record TypedProvider(string Id, string Title, string Name, EquatableArray<TypedModel> Models)
{
    /// <summary>The class of its client.</summary>
    public string ClientName => Name + "Models";
}
