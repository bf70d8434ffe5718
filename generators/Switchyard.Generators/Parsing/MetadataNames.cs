namespace Switchyard.Generators;

/// <summary>
/// Names of the library's types that mean something in the user's code. The generator references nothing, so a test compares them with the
/// real types; those that only emitted code uses are compared by compiling it.
/// </summary>
internal static class MetadataNames
{
    public const string TierAttribute = "Switchyard.TierAttribute";
    public const string PromptAttribute = "Switchyard.PromptAttribute";
    public const string SystemAttribute = "Switchyard.SystemAttribute";
    public const string Router = "Switchyard.Router";
    public const string RoutedResult = "Switchyard.RoutedResult`1";
}
