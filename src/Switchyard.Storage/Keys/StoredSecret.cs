namespace Switchyard.Storage;

/// <summary>What is stored of a secret.</summary>
internal sealed record StoredSecret(string Handle, string Key, byte[] Salt, byte[] Hash, DateTimeOffset? Expires);
