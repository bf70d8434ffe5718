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
    public const string ModelAttribute = "Switchyard.ModelAttribute";
    public const string MaxCostAttribute = "Switchyard.MaxCostAttribute";
    public const string MaxLatencyAttribute = "Switchyard.MaxLatencyAttribute";
    public const string MaxTokensAttribute = "Switchyard.MaxTokensAttribute";
    public const string AttemptsAttribute = "Switchyard.AttemptsAttribute";
    public const string RequiresAttribute = "Switchyard.RequiresAttribute";
    public const string OnlyAttribute = "Switchyard.OnlyAttribute";
    public const string AvoidAttribute = "Switchyard.AvoidAttribute";
    public const string ResidencyAttribute = "Switchyard.ResidencyAttribute";
    public const string HedgeAttribute = "Switchyard.HedgeAttribute";
    public const string TemperatureAttribute = "Switchyard.TemperatureAttribute";
    public const string RepairAttribute = "Switchyard.RepairAttribute";
    public const string EscalateAttribute = "Switchyard.EscalateAttribute";
    public const string SessionAttribute = "Switchyard.SessionAttribute";
    public const string ImageContent = "Switchyard.ImageContent";
    public const string FileContent = "Switchyard.FileContent";
    public const string Router = "Switchyard.Router";
    public const string RoutedResult = "Switchyard.RoutedResult`1";
}
