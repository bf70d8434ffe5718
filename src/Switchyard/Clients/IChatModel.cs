namespace Switchyard;

/// <summary>A model that answers text with text: see <see cref="ChatModelExtensions"/>.</summary>
public interface IChatModel : IModelClient;
