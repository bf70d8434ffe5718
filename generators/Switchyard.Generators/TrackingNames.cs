namespace Switchyard.Generators;

/// <summary>The names of the generator's steps, by which tests see what was cached.</summary>
internal static class TrackingNames
{
    public const string Tasks = "Switchyard.Tasks";
    public const string Classes = "Switchyard.Classes";
    public const string Prompts = "Switchyard.Prompts";
    public const string ResolvedClasses = "Switchyard.ResolvedClasses";
    public const string Policies = "Switchyard.Policies";
    public const string Manifests = "Switchyard.Manifests";
    public const string Catalog = "Switchyard.Catalog";
    public const string RoutedClasses = "Switchyard.RoutedClasses";
    public const string Providers = "Switchyard.Providers";
    public const string RouteMap = "Switchyard.RouteMap";
}
