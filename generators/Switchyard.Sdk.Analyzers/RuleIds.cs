namespace Switchyard.Sdk.Analyzers;

/// <summary>The ids of the rules for provider projects.</summary>
internal static class RuleIds
{
    public const string StaticEvent = "SWY6001";
    public const string Undisposed = "SWY6002";
    public const string UnjoinedThread = "SWY6003";
    public const string LooseTask = "SWY6004";
    public const string ReflectionJson = "SWY6005";
    public const string UnfreedHandle = "SWY6006";
    public const string ClientRetries = "SWY6007";
    public const string CopiedContract = "SWY6008";
    public const string ThreadStatic = "SWY6009";
}
