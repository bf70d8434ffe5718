namespace Switchyard;

/// <summary>A model that calls tools (<see cref="Capabilities.Tools"/>): see <see cref="ToolModelExtensions"/>.</summary>
public interface IToolModel : IChatModel;
