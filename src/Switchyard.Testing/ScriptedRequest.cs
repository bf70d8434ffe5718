namespace Switchyard.Testing;

/// <summary>A request that a <see cref="ScriptedProvider"/> received.</summary>
/// <param name="Model">The provider's id of the model.</param>
/// <param name="Key">The name of the key.</param>
/// <param name="Body">The canonical request as JSON, with the model in place.</param>
/// <param name="IsStream">Whether a stream was asked for.</param>
public sealed record ScriptedRequest(string Model, string Key, string Body, bool IsStream);
