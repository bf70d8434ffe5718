using Microsoft.CodeAnalysis;

namespace Switchyard.Sdk.Analyzers;

/// <summary>The rules: the one home of their titles, messages and severities.</summary>
internal static class Descriptors
{
    private const string HelpLink = "https://github.com/switchyard-dotnet/switchyard/blob/main/docs/rules/";
    private const string Plugin = "Switchyard.Plugin";

    public static readonly DiagnosticDescriptor StaticEvent = new(
        RuleIds.StaticEvent, "A handler on a static event keeps the plugin in memory",
        "The handler on '{0}' is never taken off, and keeps the plugin in memory; keep it as a method, and remove it with -= when the provider is disposed",
        Plugin, DiagnosticSeverity.Warning, true, helpLinkUri: Link(RuleIds.StaticEvent), customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor Undisposed = new(
        RuleIds.Undisposed, "A timer or listener that is not disposed keeps the plugin in memory",
        "Nothing disposes this '{0}', and it keeps the plugin in memory; hold it in a field, and dispose it when the provider is disposed",
        Plugin, DiagnosticSeverity.Warning, true, helpLinkUri: Link(RuleIds.Undisposed), customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor UnjoinedThread = new(
        RuleIds.UnjoinedThread, "A thread that nobody joins keeps the plugin in memory",
        "Nothing joins this '{0}', and while it runs it keeps the plugin in memory; hold it in a field, and end and join it when the provider is disposed",
        Plugin, DiagnosticSeverity.Warning, true, helpLinkUri: Link(RuleIds.UnjoinedThread), customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor LooseTask = new(
        RuleIds.LooseTask, "A background task that nobody keeps may outlive the plugin",
        "Nobody keeps the task of '{0}', and while it runs it keeps the plugin in memory; hold it in a field, and end and await it when the provider is disposed",
        Plugin, DiagnosticSeverity.Warning, true, helpLinkUri: Link(RuleIds.LooseTask));

    public static readonly DiagnosticDescriptor ReflectionJson = new(
        RuleIds.ReflectionJson, "JSON by reflection keeps the plugin in memory",
        "'{0}' works by reflection, whose caches keep the plugin in memory; pass the JsonTypeInfo of a source-generated JsonSerializerContext",
        Plugin, DiagnosticSeverity.Warning, true, helpLinkUri: Link(RuleIds.ReflectionJson));

    public static readonly DiagnosticDescriptor UnfreedHandle = new(
        RuleIds.UnfreedHandle, "A GCHandle that is not freed keeps the plugin in memory",
        "Nothing frees this '{0}', and it keeps the plugin in memory; hold it in a field, and free it when the provider is disposed",
        Plugin, DiagnosticSeverity.Warning, true, helpLinkUri: Link(RuleIds.UnfreedHandle), customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor ClientRetries = new(
        RuleIds.ClientRetries, "A vendor's client retries by itself",
        "'{0}' repeats failed requests by itself, behind the router's back; {1}",
        Plugin, DiagnosticSeverity.Warning, true, helpLinkUri: Link(RuleIds.ClientRetries));

    public static readonly DiagnosticDescriptor CopiedContract = new(
        RuleIds.CopiedContract, "The contract is copied into the plugin's output",
        "'{0}' is copied into the plugin's output, but the contract is the host's own assembly; reference Switchyard.Contracts with ExcludeAssets=\"runtime\", or leave it to Switchyard.Sdk",
        Plugin, DiagnosticSeverity.Warning, true, helpLinkUri: Link(RuleIds.CopiedContract), customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor ThreadStatic = new(
        RuleIds.ThreadStatic, "What is kept per thread may end the process when the plugin is unloaded",
        "'{0}' keeps something per thread, and .NET may end the process when a thread exits while the plugin is unloaded; {1}",
        Plugin, DiagnosticSeverity.Warning, true, helpLinkUri: Link(RuleIds.ThreadStatic));

    private static string Link(string id) => $"{HelpLink}{id}.md";
}
