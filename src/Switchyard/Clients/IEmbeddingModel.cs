namespace Switchyard;

/// <summary>A model that turns texts into vectors (<see cref="Capabilities.Embeddings"/>): see <see cref="EmbeddingModelExtensions"/>.</summary>
public interface IEmbeddingModel : IModelClient;
