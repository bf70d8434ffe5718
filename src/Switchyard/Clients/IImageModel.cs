namespace Switchyard;

/// <summary>A model that reads images (<see cref="Capabilities.Images"/>): see <see cref="ImageModelExtensions"/>.</summary>
public interface IImageModel : IChatModel;
