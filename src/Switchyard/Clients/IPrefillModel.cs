namespace Switchyard;

/// <summary>A model that continues an answer (<see cref="Capabilities.Prefill"/>): see <see cref="PrefillModelExtensions"/>.</summary>
public interface IPrefillModel : IChatModel;
