namespace Switchyard;

/// <summary>A model that reads files (<see cref="Capabilities.Files"/>): see <see cref="FileModelExtensions"/>.</summary>
public interface IFileModel : IChatModel;
