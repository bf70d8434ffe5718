namespace Switchyard;

/// <summary>Where providers come from, such as the plugin host.</summary>
public interface IProviderSource : IAsyncDisposable
{
    /// <summary>Registers the providers that there are now. Later ones, replacements and removals may follow from any thread.</summary>
    /// <param name="registry">Where to register them.</param>
    void Start(IProviderRegistry registry);
}
