namespace Switchyard;

/// <summary>A model that holds its answer to a JSON schema (<see cref="Capabilities.Schema"/>): see <see cref="SchemaModelExtensions"/>.</summary>
public interface ISchemaModel : IChatModel;
